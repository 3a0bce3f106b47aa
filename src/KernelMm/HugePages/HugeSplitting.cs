using KernelMm.Cpus;

namespace KernelMm.HugePages;

/// <summary>Huge entries taken apart, so that what is below them can be looked at page by page. In Linux: <c>mm/huge_memory.c</c>.</summary>
public static unsafe class HugeSplitting
{
    /// <summary>
    /// Takes a huge entry of a pud out, where there is one, and no CPU translates by it any more. No table is put in its place: who
    /// uses the memory faults it in again, huge or small, which may be at once. The address space's lock is held. In Linux:
    /// <c>split_huge_pud</c>.
    /// </summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="pud">The slot.</param>
    /// <param name="address">An address that the slot is of.</param>
    public static void SplitHugePud(Vma vma, PudPtr pud, VirtualAddress address)
    {
        ArgumentNullException.ThrowIfNull(vma);
        Mm mm = vma.Mm;
        if (PudpGet(mm, pud).Kind != EntryKind.Leaf)
        {
            return;
        }

        SpinlockPtr lockptr = mm.PmdLockPtr(pud.Slot);
        mm.SpinLock(lockptr);
        if (PudpGet(mm, pud).Kind == EntryKind.Leaf)
        {
            PudpHugeGetAndClear(mm, pud);
            VirtualAddress start = address.AlignDown(PudSize);
            TlbFlush.FlushTlbMmRange(mm, start, start + PudSize);
        }

        mm.SpinUnlock(lockptr);
    }

    /// <summary>
    /// The same for a pmd, of a mapping that is not anonymous: what is behind it has the pages, and gives them again. Nothing makes
    /// a huge page of anonymous memory yet. The address space's lock is held. In Linux: <c>split_huge_pmd</c>.
    /// </summary>
    /// <param name="vma">The mapping.</param>
    /// <param name="pmd">The slot.</param>
    /// <param name="address">An address that the slot is of.</param>
    public static void SplitHugePmd(Vma vma, PmdPtr pmd, VirtualAddress address)
    {
        ArgumentNullException.ThrowIfNull(vma);
        Mm mm = vma.Mm;
        if (PmdpGetLockless(mm, pmd).Kind != EntryKind.Leaf)
        {
            return;
        }

        if (vma.IsAnonymous)
        {
            throw new Oops($"There is a huge entry at {address} in {vma}, which is anonymous.", mm.Machine.CurrentTask);
        }

        SpinlockPtr pml = mm.PmdLockPtr(pmd.Slot);
        mm.SpinLock(pml);
        if (PmdpGet(mm, pmd).Kind == EntryKind.Leaf)
        {
            PmdpHugeGetAndClear(mm, pmd);
            VirtualAddress start = address.AlignDown(PmdSize);
            TlbFlush.FlushTlbMmRange(mm, start, start + PmdSize);
        }

        mm.SpinUnlock(pml);
    }
}
