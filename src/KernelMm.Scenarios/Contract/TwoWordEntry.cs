using KernelMm.Pgalloc;
using Pae = KernelMm.PageTables.X86Pae;
using PaePgtable = KernelMm.PageTables.X86Pae.Pgtable;

namespace KernelMm.Scenarios.Contract;

/// <summary>
/// An entry that the machine reads and writes as two words, as with x86's PAE, is taken out and put back with another frame while
/// one looks. Broken, it reads each word once, and believes what they make together.
/// </summary>
internal static unsafe class TwoWordEntry
{
    private const ulong Before = 0x0000_0001_0040_1067;
    private const ulong After = 0x0000_0002_0040_2067;

    public static Scenario Repaired() => Reading(static (mm, slot) => PaePgtable.PtepGetLockless(mm, slot));

    public static Scenario Broken() => Reading(static (mm, slot) =>
    {
        uint low = mm.ReadHalf(slot.Slot, EntryHalf.Low);
        return new Pae.Pte(((ulong)mm.ReadHalf(slot.Slot, EntryHalf.High) << 32) | low);
    });

    private static Play Reading(Func<Mm, Pae.PtePtr, Pae.Pte> read)
    {
        PageTableSpace? space = null;
        Pae.PtePtr slot = default;
        return new Play(
            begin: () =>
            {
                space = PageTableSpace.After(space);
                PhysicalAddress table = TableFreeing.PteAllocOne(space.Mm) ?? throw new InvalidOperationException("The scenario's machine is too small for its tables.");
                slot = new Pae.PtePtr(space.Mm.TableAt(table, PageSize));
                PaePgtable.SetPte(space.Mm, slot, new Pae.Pte(Before));
            },
            end: static () => { },
            dispose: () => space?.Dispose(),
            ("reader", () => Judge(read(space!.Mm, slot))),
            ("writer", () => Replace(space!.Mm, slot)));
    }

    private static void Judge(Pae.Pte seen)
    {
        Expect.That(!seen.Present || seen.Value is Before or After, "TORN", $"The entry is 0x{seen.Value:x}, which nobody ever wrote.");
        Explorer.Current!.Mark(seen.Value switch
        {
            Before => "before",
            After => "after",
            _ => "in between",
        });
    }

    private static void Replace(Mm mm, Pae.PtePtr slot)
    {
        PaePgtable.PteClear(mm, slot);
        PaePgtable.SetPte(mm, slot, new Pae.Pte(After));
    }
}
