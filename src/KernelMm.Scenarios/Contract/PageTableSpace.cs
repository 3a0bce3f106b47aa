using KernelMm.Pgalloc;

namespace KernelMm.Scenarios.Contract;

/// <summary>
/// A machine with one address space, the pmd slot of one address in it, and page tables to put there. Each entry of a table that
/// is marked carries the table's own number, so that who looks at one can tell which it is.
/// </summary>
internal sealed class PageTableSpace : IDisposable
{
    public static readonly VirtualAddress Address = new(0x7f12_3456_7000);

    public PageTableSpace()
    {
        Machine = new Machine(new MachineOptions { Memory = new ByteCount(32 * PageSize.Value), Cpus = 1, PerCpuPages = 0 });
        Build();
    }

    /// <summary>One for the next execution: the one before, made new, where there is one.</summary>
    public static PageTableSpace After(PageTableSpace? before)
    {
        if (before is null)
        {
            return new PageTableSpace();
        }

        before.Machine.Reset();
        before.Build();
        return before;
    }

    public Machine Machine { get; }

    public Mm Mm { get; private set; }

    /// <summary>The slot that actors race for.</summary>
    public PmdPtr Pmd { get; private set; }

    /// <summary>What a slot holds whose page is huge.</summary>
    public static Pmd Huge => PfnPmd(new Pfn(0x200), Pgprot.PageShared).MkHuge();

    /// <summary>A page table whose entry for <see cref="Address"/> names the table itself, and the pmd value that points to it.</summary>
    public unsafe Pmd NewTable()
    {
        PhysicalAddress table = TableFreeing.PteAllocOne(Mm) ?? throw NoMemory();
        Mark(table);
        return PfnPmd(new Pfn(table.Value >> PageShift), new Pgprot(PageTable));
    }

    /// <summary>The entry for <see cref="Address"/> of a table.</summary>
    public unsafe PtePtr EntryOf(PhysicalAddress table) => new PtePtr(Mm.TableAt(table, PageSize)) + (int)PteIndex(Address);

    /// <summary>Whether an entry is the one that a table was marked with.</summary>
    public static bool IsMarkOf(Pte pte, PhysicalAddress table) => pte.Pfn == new Pfn(table.Value >> PageShift);

    public void Dispose() => Machine.Dispose();

    private void Build()
    {
        Mm = KernelMm.Mm.Alloc(Machine) ?? throw NoMemory();
        P4dPtr p4d = UpperTables.P4dAlloc(Mm, PgdOffsetPgd(Mm.Pgd, Address), Address);
        Pmd = UpperTables.PmdAlloc(Mm, UpperTables.PudAlloc(Mm, p4d, Address), Address);
    }

    private unsafe void Mark(PhysicalAddress table) =>
        Mm.WriteOnce(EntryOf(table).Slot, PfnPte(new Pfn(table.Value >> PageShift), Pgprot.PageShared).Value);

    private static InvalidOperationException NoMemory() => new("The scenario's machine is too small for its tables.");
}
