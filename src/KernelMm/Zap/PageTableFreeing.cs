using KernelMm.Rmap;

namespace KernelMm.Zap;

/// <summary>Tables that no mapping needs any more. In Linux: <c>free_pgtables</c>.</summary>
public static unsafe class PageTableFreeing
{
    /// <summary>
    /// Unlinks mappings from everything that finds them from their pages, and frees the tables that only they used. Their pages
    /// are out already, and nobody finds them in the tree. No table's lock is taken. In Linux: <c>free_pgtables</c>.
    /// </summary>
    /// <param name="tlb">Gathers the tables.</param>
    /// <param name="vmas">The mappings, in order.</param>
    /// <param name="floor">The end of the mapping before them, or the lowest address there can be.</param>
    /// <param name="ceiling">The start of the mapping after them, or 0 for the end of the address space.</param>
    /// <param name="mmWrLocked">
    /// Whether the address space's lock is held for writing. Where it was downgraded, the mappings are nobody's any more and
    /// cannot be write-locked, nor need they be.
    /// </param>
    [MaySleep]
    public static void FreePgtables(ref MmuGather tlb, ReadOnlySpan<Vma> vmas, VirtualAddress floor, VirtualAddress ceiling, bool mmWrLocked)
    {
        int place = 0;
        while (place < vmas.Length)
        {
            VirtualAddress start = vmas[place].Start;
            VirtualAddress end = Unlink(vmas[place++], mmWrLocked);

            // Neighbours in the same table are done together, so that it is looked at once.
            while (place < vmas.Length && vmas[place].Start <= end + PmdSize)
            {
                end = Unlink(vmas[place++], mmWrLocked);
            }

            TableRanges.FreePgdRange(ref tlb, start, end, floor, place < vmas.Length ? vmas[place].Start : ceiling);
        }
    }

    private static VirtualAddress Unlink(Vma vma, bool mmWrLocked)
    {
        if (mmWrLocked)
        {
            vma.VmaStartWrite();
        }

        AnonVmaCloning.UnlinkAnonVmas(vma);
        FileLinks.UnlinkFileVma(vma);
        return vma.End;
    }
}
