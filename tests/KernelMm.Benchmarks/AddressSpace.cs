using System.Runtime.InteropServices;
using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Benchmarks;

/// <summary>
/// An x64 address space in native memory: all its page tables one after the other, so that a plain sum over them is the
/// bandwidth limit of any walk, and the few tables above behind them.
/// </summary>
public sealed unsafe class AddressSpace
{
    private const int Entries = 512;
    private const int Block = 16;
    private const ulong TableBytes = 4096;

    // Not 0, so that a physical address taken for an offset would be found out.
    private static readonly PhysicalAddress Base = new(0x1_0000_0000);

    private static readonly VirtualAddress First = new(0x7f00_0000_0000);

    private readonly ulong* _origin;

    private ulong _used;

    private AddressSpace(int tables, int pmdStride, int present)
    {
        ulong pmds = (ulong)tables * (ulong)pmdStride;
        ulong upper = (pmds / Entries) + (pmds / Entries / Entries) + 3;
        PageTableEntries = tables * Entries;
        PresentEntries = tables * present;
        Bytes = ((ulong)tables + upper) * TableBytes;

        // Aligned to the largest page that the machine may back it with, so that runs differ less.
        _origin = (ulong*)NativeMemory.AlignedAlloc((nuint)Bytes, 2 << 20);
        new Span<byte>(_origin, checked((int)Bytes)).Clear();
        Start = First;
        End = First + new ByteCount(pmds << Pgtable.PmdShift);
        _used = (ulong)tables * TableBytes;
        Root = NewTable();
        Fill(tables, pmdStride, present);
    }

    /// <summary>1 Mi present entries in 2048 full tables, 4 GiB of addresses without a gap.</summary>
    public static AddressSpace Dense() => new(tables: 2048, pmdStride: 1, present: Entries);

    /// <summary>
    /// 1 Mi present entries, 32 of the 512 in each of 32768 tables: two blocks of 16 neighbours at random places, as fault-around
    /// maps them. Only every second pmd has a table, the others are holes. A walk reads 16 entries for each that is present.
    /// </summary>
    public static AddressSpace Sparse() => new(tables: 32768, pmdStride: 2, present: 32);

    public PhysicalAddress Root { get; }

    public VirtualAddress Start { get; }

    public VirtualAddress End { get; }

    public int PageTableEntries { get; }

    public int PresentEntries { get; }

    /// <summary>What the walks must count.</summary>
    public Counts Expected { get; private set; }

    private ulong Bytes { get; }

    public Unlocked<LinearMemory> Mm => new(new LinearMemory((byte*)_origin, Base, new ByteCount(Bytes)));

    public PgdPtr Pgd => new(At(Root));

    /// <summary>The memory as the C side takes it.</summary>
    public BaselineMemory Baseline => new(_origin, Base.Value);

    /// <summary>All page tables, as plain numbers.</summary>
    public ReadOnlySpan<ulong> PageTables => new(_origin, PageTableEntries);

    private void Fill(int tables, int pmdStride, int present)
    {
        var random = new Random(1);
        int[] blocks = [.. Enumerable.Range(0, Entries / Block)];
        var expected = default(Counts);
        for (int table = 0; table < tables; table++)
        {
            VirtualAddress address = First + new ByteCount((ulong)(table * pmdStride) << Pgtable.PmdShift);
            ulong* ptes = _origin + (table * Entries);
            AddPageTable(address, Base + new ByteCount((ulong)table * TableBytes));
            if (present < Entries)
            {
                random.Shuffle(blocks);
            }

            for (int index = 0; index < present; index++)
            {
                bool isDirty = random.Next(3) == 0;
                expected = new(expected.Present + 1, expected.Dirty + (isDirty ? 1 : 0));
                ptes[(blocks[index / Block] * Block) + (index % Block)] = Leaf((ulong)random.NextInt64(1L << 36), isDirty, isExecutable: random.Next(2) == 0);
            }
        }

        Expected = expected;
    }

    private static ulong Leaf(ulong pfn, bool isDirty, bool isExecutable) =>
        (pfn << Pgtable.PageShift) | 0x25 | (isDirty ? 0x42UL : 0) | (isExecutable ? 0 : 1UL << 63);

    private void AddPageTable(VirtualAddress address, PhysicalAddress table)
    {
        ulong* puds = Below(At(Root) + Pgtable.PgdIndex(address));
        ulong* pmds = Below(puds + Pgtable.PudIndex(address));
        pmds[Pgtable.PmdIndex(address)] = table.Value | 0x67;
    }

    private ulong* Below(ulong* slot)
    {
        if (*slot == 0)
        {
            *slot = NewTable().Value | 0x67;
        }

        return At(new Pud(*slot).TableAddress);
    }

    private PhysicalAddress NewTable()
    {
        PhysicalAddress table = Base + new ByteCount(_used);
        _used += TableBytes;
        return _used <= Bytes ? table : throw new InvalidOperationException("The upper tables were counted too few.");
    }

    private ulong* At(PhysicalAddress table) => (ulong*)((byte*)_origin + (table - Base).Value);
}
