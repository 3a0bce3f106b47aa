namespace KernelMm.Contracts;

/// <summary>
/// One 32-bit half of a 64-bit entry, for architectures that cannot touch the whole in one piece (x86 PAE). Low and high mean
/// the entry's bits, not the order of its bytes.
/// </summary>
public enum EntryHalf
{
    /// <summary>Bits 31 to 0.</summary>
    Low,

    /// <summary>Bits 63 to 32.</summary>
    High,
}
