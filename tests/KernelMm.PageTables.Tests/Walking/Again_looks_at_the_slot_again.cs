using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Walking;

public sealed class Again_looks_at_the_slot_again
{
    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void And_what_the_callback_put_there_is_what_is_walked(string architecture) => Seeded.Run(5, random =>
    {
        using OneSlot slot = new(architecture, random);
        ulong table = slot.NewPageTable();
        foreach ((string state, ulong value) in slot.StatesWithoutATable().Append(("table", table)))
        {
            ulong huge = slot.StatesWithoutATable().First(candidate => candidate.State == "huge").Value;
            slot.Value = huge;
            Repeating recorder = new(slot.PageShift, laps: 3, () => slot.Value = value);

            Assert.Equal(0, slot.Walk(recorder));

            // The third lap's change is seen by a fourth callback, unless nothing is there to call back for.
            IEnumerable<Event> first = [new("entry", PageTableLevel.Pmd, slot.Start, slot.End, huge)];
            IEnumerable<Event> more = state == "none" ? [] : Enumerable.Repeat(new Event("entry", PageTableLevel.Pmd, slot.Start, slot.End, value), 2);
            Assert.Equal([.. first, .. more, .. slot.Expected()], OneSlot.BelowPud(recorder.Events));
            slot.Ledger.AssertNothingHeld();
        }
    });

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void At_every_level_above_the_page_tables(string architecture) => Seeded.Run(5, random =>
    {
        using OneSlot slot = new(architecture, random);
        slot.Value = slot.NewPageTable();
        PageTableLevel[] levels = [PageTableLevel.Pgd, PageTableLevel.P4d, PageTableLevel.Pud, PageTableLevel.Pmd];
        foreach (PageTableLevel level in levels)
        {
            RepeatingAt recorder = new(slot.PageShift, level);

            slot.Walk(recorder, PteForm.None);

            Assert.Equal(levels.SelectMany(each => Enumerable.Repeat(each, each == level ? 2 : 1)), recorder.Events.Select(callback => callback.Level));
        }
    });

    /// <summary>Asks for another look at a pmd slot, so many times, and changes it each time.</summary>
    private sealed class Repeating(int pageShift, int laps, Action change) : EventRecorder(pageShift)
    {
        private int _laps = laps;

        public override int Entry(PageTableLevel level, PhysicalAddress slot, ulong entry, ulong address, ulong next, ref PageWalkAction action)
        {
            int error = base.Entry(level, slot, entry, address, next, ref action);
            if (level == PageTableLevel.Pmd && _laps-- > 0)
            {
                change();
                action = PageWalkAction.Again;
            }

            return error;
        }
    }

    /// <summary>Asks once for another look at one level's slot.</summary>
    private sealed class RepeatingAt(int pageShift, PageTableLevel where) : EventRecorder(pageShift)
    {
        private bool _asked;

        public override int Entry(PageTableLevel level, PhysicalAddress slot, ulong entry, ulong address, ulong next, ref PageWalkAction action)
        {
            int error = base.Entry(level, slot, entry, address, next, ref action);
            if (level == where && !_asked)
            {
                _asked = true;
                action = PageWalkAction.Again;
            }

            return error;
        }
    }
}
