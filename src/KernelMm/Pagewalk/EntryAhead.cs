using System.Runtime.CompilerServices;
using KernelMm.Scheduling;

namespace KernelMm.Pagewalk;

/// <summary>
/// What a walk that changes what is known of each page has come before it is there: each frame's count is an atomic step, which waits
/// for its own line and lets no later one begin, and frames that CPUs took by turns follow each other in no way that hardware would
/// guess. Nothing but time depends on it.
/// </summary>
internal static class EntryAhead
{
    // Enough for a line to come from memory meanwhile.
    private const int Entries = 16;

    /// <summary>Asks for what is known of the frame that an entry some way ahead maps, if it maps one.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="table">The table, whose lock is held.</param>
    /// <param name="pte">The entry that the walk is at.</param>
    /// <param name="left">How much of the table's range the walk still has to go through, this entry's included.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<TMemory>(Mm mm, TMemory table, [NeedsMapped] PtePtr pte, ByteCount left)
        where TMemory : struct, IPageTableMemory
    {
        // An exploration has no use for it, and would see the entry read.
        if (!Explored.IsOn && left.Value > (ulong)Entries << PageShift)
        {
            mm.Machine.Frames.Prefetch(PtepGet(table, pte + Entries).Pfn);
        }
    }
}
