namespace KernelMm.Tests;

/// <summary>A machine with one address space, and the pmd slot of one address in it.</summary>
internal sealed class AddressSpace : IDisposable
{
    public static readonly VirtualAddress Address = UserMemory.Address + new ByteCount(7 * PageSize.Value);

    public AddressSpace()
    {
        Machine = new Machine(new ByteCount(256 * PageSize.Value));
        Mm = KernelMm.Mm.Alloc(Machine) ?? throw new InvalidOperationException("No memory for the top table.");
        PgdPtr pgd = PgdOffsetPgd(Mm.Pgd, Address);
        Pmd = PmdAlloc(Mm, PudAlloc(Mm, P4dAlloc(Mm, pgd, Address), Address), Address);
    }

    public Machine Machine { get; }

    public Mm Mm { get; }

    public PmdPtr Pmd { get; }

    /// <summary>A page table each of whose entries maps <paramref name="pfn"/>, and the pmd value that points to it.</summary>
    public unsafe Pmd NewPageTable(Pfn pfn)
    {
        PhysicalAddress table = KernelMm.Pgalloc.TableFreeing.PteAllocOne(Mm) ?? throw new InvalidOperationException("No memory for a page table.");
        PtePtr first = new(Mm.TableAt(table, PageSize));
        for (int index = 0; index < PtrsPerPte; index++)
        {
            Mm.WriteOnce((first + index).Slot, PfnPte(pfn, Prots.Shared).Value);
        }

        return PfnPmd(new Pfn(table.Value >> PageShift), new Pgprot(PageTable));
    }

    public static Pmd HugePage => PfnPmd(new Pfn(0x200), Prots.Shared).MkHuge();

    public static Pmd MigrationEntry => Swapops.SwpEntryToPmd(new SwpEntry(Swapops.SwpMigrationWrite, 0x200));

    /// <summary>An entry that is present, no page, and no table either; null where the bits allow no such thing.</summary>
    public static Pmd? BadEntry { get; } = Enumerable.Range(0, 64 * 64)
        .Select(bits => new Pmd((1UL << (bits / 64)) | (1UL << (bits % 64))))
        .Where(entry => entry.Present && entry.Bad && !entry.Leaf && !entry.TransHuge)
        .Select(entry => (Pmd?)entry)
        .FirstOrDefault();

    /// <summary>Whether there is such an entry: riscv and arm64 take what is present for a page or for a table.</summary>
    public static bool HasBadEntries => BadEntry is not null;

    public void Dispose() => Machine.Dispose();
}
