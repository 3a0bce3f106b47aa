namespace KernelMm.Mmap;

/// <summary>What a call to mremap asks for; its lengths are whole pages.</summary>
/// <param name="Address">Where the mapping is.</param>
/// <param name="OldLength">How much of it is meant.</param>
/// <param name="NewLength">How much it shall be.</param>
/// <param name="NewAddress">Where it shall be, with <see cref="MremapFlags.Fixed"/>; a hint with <see cref="MremapFlags.DontUnmap"/> alone.</param>
/// <param name="Flags">How.</param>
internal readonly record struct Remapping(
    VirtualAddress Address, ByteCount OldLength, ByteCount NewLength, VirtualAddress NewAddress, MremapFlags Flags)
{
    public bool Has(MremapFlags flag) => (Flags & flag) != 0;

    public VirtualAddress OldEnd => Address + OldLength;

    public FrameCount OldPages => new(OldLength.Value >> PageShift);

    public FrameCount NewPages => new(NewLength.Value >> PageShift);
}
