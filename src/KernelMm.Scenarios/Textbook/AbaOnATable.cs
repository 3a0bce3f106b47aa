using KernelMm.Scenarios.Cells;

namespace KernelMm.Scenarios.Textbook;

/// <summary>
/// One finds an entry empty, locks the table, finds the slot above unchanged, and fills the entry. Meanwhile the table's page was
/// taken out, freed, handed out again, filled by another and put back: the slot holds what it held. Broken, the entry is not
/// looked at again.
/// </summary>
internal static class AbaOnATable
{
    private const int Table = 1;
    private const int Mine = 7;
    private const int Others = 42;

    public static Scenario Broken() => Filling(looksAgain: false);

    public static Scenario Repaired() => Filling(looksAgain: true);

    private static Play Filling(bool looksAgain)
    {
        SharedCell<int> slot = new("slot");
        SharedCell<int> entry = new("entry");
        ToyLock ptl = new("ptl");
        return new Play(
            begin: () =>
            {
                slot.Settled = Table;
                entry.Settled = 0;
                ptl.Clear();
            },
            end: static () => { },
            dispose: null,
            ("filler", () => Fill(slot, entry, ptl, looksAgain)),
            ("recycler", () => Recycle(slot, entry, ptl)));
    }

    private static void Fill(SharedCell<int> slot, SharedCell<int> entry, ToyLock ptl, bool looksAgain)
    {
        int seen = slot.Read();
        if (seen != Table || entry.Read() != 0)
        {
            return;
        }

        ptl.Acquire();
        if (slot.Read() == seen && (!looksAgain || entry.Read() == 0))
        {
            int before = entry.Exchange(Mine);
            Expect.That(before == 0, "ABA", $"The slot was the same again, and an entry {before} was overwritten that had been empty before.");
        }

        ptl.Release();
    }

    private static void Recycle(SharedCell<int> slot, SharedCell<int> entry, ToyLock ptl)
    {
        ptl.Acquire();
        slot.Write(0);
        entry.Write(0);
        ptl.Release();
        entry.Write(Others);
        ptl.Acquire();
        slot.Write(Table);
        ptl.Release();
    }
}
