using KernelMm.Mmap;

namespace KernelMm;

/// <content>What a program can ask for. Each call takes <see cref="MmapLock"/> itself, and answers <see cref="Errno.Intr"/> where the task is killed while it waits for that.</content>
public readonly partial struct Mm
{
    /// <summary>Maps anonymous memory, which begins as zero. In Linux: <c>mmap</c>.</summary>
    /// <param name="hint">Where it should be, or with <see cref="MapFlags.Fixed"/> must be; 0 for anywhere.</param>
    /// <param name="length">How much; rounded up to whole pages.</param>
    /// <param name="prot">What may be done with it.</param>
    /// <param name="flags">How: <see cref="MapFlags.Private"/> or <see cref="MapFlags.Shared"/>, and more.</param>
    /// <returns>Where it is.</returns>
    [MaySleep]
    public AddressOrErrno Mmap(VirtualAddress hint, ByteCount length, Prot prot, MapFlags flags)
    {
        if ((flags & MapFlags.Anonymous) == 0)
        {
            return Errno.Badf;
        }

        if (!MmapLock.MmapWriteLockKillable())
        {
            return Errno.Intr;
        }

        AddressOrErrno mapped = Mappings.DoMmap(this, hint, length, prot, flags, out ByteCount populate);
        MmapLock.MmapWriteUnlock();
        MmPopulating.MmPopulate(this, mapped.Address, populate, ignoreErrors: true);
        return mapped;
    }

    /// <summary>Takes away everything that is mapped in a range. In Linux: <c>munmap</c>.</summary>
    /// <param name="start">A multiple of the page size.</param>
    /// <param name="length">More than 0; rounded up to whole pages.</param>
    [MaySleep]
    public Errno Munmap(VirtualAddress start, ByteCount length)
    {
        if (!MmapLock.MmapWriteLockKillable())
        {
            return Errno.Intr;
        }

        Errno refused = Munmapping.DoVmiMunmap(this, start, length, unlock: true);
        if (refused != Errno.None)
        {
            MmapLock.MmapWriteUnlock();
        }

        return refused;
    }

    /// <summary>Gives a range other rights. What was done before something is refused stays done. In Linux: <c>mprotect</c>.</summary>
    /// <param name="start">A multiple of the page size.</param>
    /// <param name="length">Rounded up to whole pages; all of it must be mapped.</param>
    /// <param name="prot">What may be done with it.</param>
    [MaySleep]
    public Errno Mprotect(VirtualAddress start, ByteCount length, Prot prot) => Protecting.DoMprotect(this, start, length, prot);

    /// <summary>Moves a mapping with its pages, or makes it bigger or smaller. In Linux: <c>mremap</c>.</summary>
    /// <param name="address">Where it is: a multiple of the page size.</param>
    /// <param name="oldLength">How much of it; 0 for one more mapping of shared memory.</param>
    /// <param name="newLength">How much it shall be.</param>
    /// <param name="flags">How.</param>
    /// <param name="newAddress">Where to, with <see cref="MremapFlags.Fixed"/>.</param>
    /// <returns>Where it is now.</returns>
    [MaySleep]
    public AddressOrErrno Mremap(
        VirtualAddress address, ByteCount oldLength, ByteCount newLength, MremapFlags flags, VirtualAddress newAddress = default)
    {
        AddressOrErrno answer = Mremapping.Mremap(this, new Remapping(address, oldLength, newLength, newAddress, flags), out var populate);
        MmPopulating.MmPopulate(this, populate.Start, populate.Length, ignoreErrors: true);
        return answer;
    }

    /// <summary>Sets the end of the heap. In Linux: <c>brk</c>.</summary>
    /// <param name="end">The new end.</param>
    /// <returns>The end as it is then; the old one where the new one could not be.</returns>
    [MaySleep]
    public VirtualAddress Brk(VirtualAddress end)
    {
        if (!MmapLock.MmapWriteLockKillable())
        {
            return _mm.Brk;
        }

        BrkHeap.SetBrk(this, end, out var populate);
        VirtualAddress brk = _mm.Brk;
        MmapLock.MmapWriteUnlock();
        MmPopulating.MmPopulate(this, populate.Start, populate.Length, ignoreErrors: true);
        return brk;
    }

    /// <summary>Locks a range, so that its pages stay resident. In Linux: <c>mlock2</c>, and <c>mlock</c> with no flags.</summary>
    /// <param name="start">Rounded down to a page.</param>
    /// <param name="length">Rounded up to whole pages; all of it must be mapped.</param>
    /// <param name="flags">How.</param>
    [MaySleep]
    public Errno Mlock(VirtualAddress start, ByteCount length, MlockFlags flags = MlockFlags.None) => (flags & ~MlockFlags.OnFault) != 0
        ? Errno.Inval
        : Mlocking.DoMlock(this, start, length, flags == MlockFlags.None ? VmaFlags.Locked : VmaFlags.LockedMask);

    /// <summary>Unlocks a range. In Linux: <c>munlock</c>.</summary>
    /// <param name="start">Rounded down to a page.</param>
    /// <param name="length">Rounded up to whole pages; all of it must be mapped.</param>
    [MaySleep]
    public Errno Munlock(VirtualAddress start, ByteCount length) => Mlocking.Munlock(this, start, length);

    /// <summary>Locks all there is, or will be. In Linux: <c>mlockall</c>.</summary>
    [MaySleep]
    public Errno Mlockall(MclFlags flags) => Mlocking.Mlockall(this, flags);

    /// <summary>Unlocks all. In Linux: <c>munlockall</c>.</summary>
    [MaySleep]
    public Errno Munlockall() => Mlocking.Munlockall(this);

    /// <summary>Says something of a range. Holes in it are passed over, and told of by <see cref="Errno.Nomem"/>. In Linux: <c>madvise</c>.</summary>
    /// <param name="start">A multiple of the page size.</param>
    /// <param name="length">Rounded up to whole pages.</param>
    /// <param name="advice">What is said.</param>
    [MaySleep]
    public Errno Madvise(VirtualAddress start, ByteCount length, Madvice advice) => Madvising.DoMadvise(this, start, length, advice);

    /// <summary>Says which pages of a range are in memory. In Linux: <c>mincore</c>.</summary>
    /// <param name="start">A multiple of the page size.</param>
    /// <param name="length">Rounded up to whole pages; all of it must be mapped, or what lies behind the first hole is not said.</param>
    /// <param name="vector">One byte for each page: 1 where it is in memory, else 0.</param>
    [MaySleep]
    public Errno Mincore(VirtualAddress start, ByteCount length, Span<byte> vector) => Mincoring.Mincore(this, start, length, vector);
}
