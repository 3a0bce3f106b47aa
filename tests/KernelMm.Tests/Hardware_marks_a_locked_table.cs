using KernelMm.Cpus;
using KernelMm.Faults;

namespace KernelMm.Tests;

public sealed class Hardware_marks_a_locked_table : IDisposable
{
    private const int Rounds = 200_000;

    // Accessed by nobody yet, and writable: what hardware has two things to say about.
    private static readonly Pte Unmarked = EntryChanges.MkPte(new Pfn(7), Prots.Shared).MkWrite().MkClean().MkOld();

    private readonly AddressSpace _space = new();

    private delegate Pte Change(LockedTable table, PtePtr pte);

    public void Dispose() => _space.Dispose();

    [Fact]
    public void And_no_mark_is_lost_when_an_entry_is_taken_out() => EveryMarkIsSeen(PtepGetAndClear);

    [Fact]
    public void And_no_mark_is_lost_when_an_entry_is_write_protected() => EveryMarkIsSeen((table, pte) =>
    {
        PtepSetWrprotect(table, pte);
        return PtepGetAndClear(table, pte);
    });

    // What hardware said it marked is what the holder of the lock found marked: as often, and with nothing in between.
    private unsafe void EveryMarkIsSeen(Change change)
    {
        Assert.SkipWhen(HardwareWalk.MarkedBy == MarkedBy.Fault, "Hardware marks nothing here.");
        Assert.NotEqual(Unmarked.Value, HardwareWalk.MarkLeaf(PageShift, Unmarked.Value, isWrite: true));
        SetPmd(_space.Mm, _space.Pmd, _space.NewPageTable(new Pfn(7)));
        PtePtr pte = PteOffsetMapLock(_space.Mm, _space.Pmd, AddressSpace.Address, out SpinlockPtr ptl);
        if (!pte)
        {
            throw new InvalidOperationException("There was no table.");
        }

        LockedTable table = LockedTable.Of(_space.Mm, pte, entries: 1);
        SetPte(table, pte, Unmarked);
        ulong* slot = pte.Slot;
        int marked = 0;
        bool isOver = false;
        Thread hardware = new(() => marked = MarkAll(slot, ref isOver));
        hardware.Start();
        int seen = 0;
        for (int round = 0; round < Rounds; round++)
        {
            seen += IsMarked(change(table, pte).Value) ? 1 : 0;
            SetPte(table, pte, Unmarked);
        }

        Volatile.Write(ref isOver, true);
        hardware.Join();
        seen += IsMarked(change(table, pte).Value) ? 1 : 0;
        PteUnmapUnlock(_space.Mm, pte, ptl);
        Assert.Equal(marked, seen);
    }

    private static unsafe int MarkAll(ulong* slot, ref bool isOver)
    {
        int marked = 0;
        ulong unmarked = Unmarked.Value;
        ulong written = HardwareWalk.MarkLeaf(PageShift, unmarked, isWrite: true);
        while (!Volatile.Read(ref isOver))
        {
            if (Volatile.Read(ref *slot) == unmarked && Interlocked.CompareExchange(ref *slot, written, unmarked) == unmarked)
            {
                marked++;
            }
        }

        return marked;
    }

    private static bool IsMarked(ulong entry) => new Pte(entry).Young;
}
