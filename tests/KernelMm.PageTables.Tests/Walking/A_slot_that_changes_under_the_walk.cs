using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Walking;

/// <summary>Between the snapshot, the map and the lock the table can go away; the walk then looks again and comes to an end.</summary>
public sealed class A_slot_that_changes_under_the_walk
{
    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Before_the_map_is_looked_at_again(string architecture) =>
        EachState(architecture, (slot, value) => slot.Ledger.BeforeRcu = count => ChangeFirst(slot, count, value));

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Before_the_lock_is_looked_at_again(string architecture) =>
        EachState(architecture, (slot, value) => slot.Ledger.BeforeLock = count => ChangeFirst(slot, count, value));

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Again_and_again_is_walked_in_the_end(string architecture) => Seeded.Run(3, random =>
    {
        using OneSlot slot = new(architecture, random);
        ulong[] states = [slot.NewPageTable(), .. slot.StatesWithoutATable().Where(state => state.State is "huge" or "migration").Select(state => state.Value)];
        slot.Value = states[0];

        // Every map sees another state than the snapshot before it, a hundred times over.
        slot.Ledger.BeforeRcu = count => slot.Value = count < 100 ? states[1 + (count % (states.Length - 1))] : states[0];
        EventRecorder recorder = new Restoring(slot, states[0]);

        Assert.Equal(0, slot.Walk(recorder));

        Assert.Equal(slot.Expected().Where(callback => callback.What == "pte"), recorder.Events.Where(callback => callback.What == "pte"));

        // A hundred laps in which the map failed, each told of as the table and as what was there instead; and the last.
        Assert.Equal(201, recorder.Events.Count(callback => callback.Level == PageTableLevel.Pmd));
        slot.Ledger.AssertNothingHeld();
    });

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void Or_does_not_is_walked_in_one_lap(string architecture) => Seeded.Run(5, random =>
    {
        using OneSlot slot = new(architecture, random);
        foreach ((_, ulong value) in slot.StatesWithoutATable().Append(("table", slot.NewPageTable())))
        {
            foreach (PteForm form in Enum.GetValues<PteForm>())
            {
                slot.Value = value;
                EventRecorder recorder = new(slot.PageShift);

                Assert.Equal(0, slot.Walk(recorder, form));

                Assert.Equal(slot.Expected().Where(callback => form != PteForm.None || callback.Level == PageTableLevel.Pmd), OneSlot.BelowPud(recorder.Events));
                Assert.Equal(value, slot.Value);
                Assert.Empty(slot.Ledger.BadEntries);
                slot.Ledger.AssertNothingHeld();
            }
        }
    });

    private static void EachState(string architecture, Action<OneSlot, ulong> arrange) => Seeded.Run(5, random =>
    {
        (string, ulong)[] states;
        using (OneSlot slot = new(architecture, random))
        {
            states = [.. slot.StatesWithoutATable(), ("another table", 0)];
        }

        foreach ((string state, ulong given) in states)
        {
            using OneSlot slot = new(architecture, random);
            ulong before = slot.Value = slot.NewPageTable();
            ulong after = state == "another table" ? slot.NewPageTable() : given;
            arrange(slot, after);
            EventRecorder recorder = new(slot.PageShift);

            Assert.Equal(0, slot.Walk(recorder));

            // First what the snapshot said, then what is there now: a new table's entries at once, all else after another look.
            // A map clears what no state explains, so that the other look finds nothing there.
            Event first = new("entry", PageTableLevel.Pmd, slot.Start, slot.End, before);
            IEnumerable<Event> then = slot.Expected().Where(callback => state != "another table" || callback.What == "pte");
            Assert.Equal([first, .. then], OneSlot.BelowPud(recorder.Events));
            Assert.Equal(state == "bad" ? slot.Empty : after, slot.Value);
            Assert.Equal(state == "bad" ? [(PageTableLevel.Pmd, after)] : [], slot.Ledger.BadEntries);
            slot.Ledger.AssertNothingHeld();
        }
    });

    private static void ChangeFirst(OneSlot slot, int count, ulong value)
    {
        if (count == 0)
        {
            slot.Value = value;
        }
    }

    /// <summary>Puts the table back whenever its slot is looked at, so that the walk goes for it again.</summary>
    private sealed class Restoring(OneSlot slot, ulong table) : EventRecorder(slot.PageShift)
    {
        public override int Entry(PageTableLevel level, PhysicalAddress where, ulong entry, ulong address, ulong next, ref PageWalkAction action)
        {
            int error = base.Entry(level, where, entry, address, next, ref action);
            if (level == PageTableLevel.Pmd && entry != table)
            {
                slot.Value = table;
                action = PageWalkAction.Again;
            }

            return error;
        }
    }
}
