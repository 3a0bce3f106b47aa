using System.Reflection;
using KernelMm.PageTables.Tests.Swap;
using KernelMm.PageTables.Tests.Tables;

namespace KernelMm.PageTables.Tests.Vectors;

/// <summary>The pmd entries that an architecture's own functions make.</summary>
internal sealed unsafe class PmdEntries(VectorConfig config)
{
    private readonly Kernel _kernel = Kernel.Of(config.Architecture.Layout.Name);
    private readonly SwapFacts _swap = SwapFacts.Of(config.Architecture.Layout.Name);

    private ArchitectureLayout Layout => config.Architecture.Layout;

    /// <summary>What a slot holds that was cleared.</summary>
    public ulong None() => Written("PmdClear");

    /// <summary>What a slot holds into which a table was put.</summary>
    public ulong Table(Random random) => Written("PmdPopulate", new PhysicalAddress(random.NextUInt64() & Bits(Layout.PhysicalAddressBits) & ~0xffffUL));

    /// <summary>Huge pages of every protection, as they are and after each of Linux's transitions.</summary>
    public IEnumerable<ulong> Leaves(Random random)
    {
        Pfn pfn = new(random.NextUInt64() & Bits(Layout.PhysicalAddressBits - Layout.PageShift) & ~0xffffUL);
        foreach (PropertyInfo protection in _kernel.Type("Pgprot").GetProperties(BindingFlags.Public | BindingFlags.Static))
        {
            object page = _kernel.Call("Pgtable", "PfnPmd", pfn, protection.GetValue(null)!);
            page = (page.GetType().GetMethod("MkHuge") ?? page.GetType().GetMethod("Mkhuge"))?.Invoke(page, null) ?? page;
            IEnumerable<object> changed = _kernel.Transitions(PageTableLevel.Pmd)
                .Where(transition => !transition.Name.StartsWith("Swp", StringComparison.Ordinal))
                .Select(transition => transition.Invoke(page, null)!);
            foreach (ulong entry in changed.Prepend(page).Select(Kernel.ValueOf).Where(IsLeaf))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Huge pages on their way to another node; none where they cannot be.</summary>
    public IEnumerable<ulong> Migrating(Random random)
    {
        if (_swap.Levels.Contains(PageTableLevel.Pmd))
        {
            ulong offset = random.NextUInt64() & Bits(_swap.OffsetBits) & ~_swap.ReadsAsPresent;
            yield return new SwapCodec(Layout.Name, PageTableLevel.Pmd).Encode(random.Next(_swap.Types.Count) + 32 - _swap.Types.Count, offset);
        }
    }

    /// <summary>Whether anybody makes such an entry: no leaf that the MMU would take for a table, and no swap entry without its mark.</summary>
    public bool MayBeMade(ulong entry) => config.Architecture.Decode(PageTableLevel.Pmd, entry, []).Kind switch
    {
        EntryKind.Leaf => !Layout.Name.StartsWith("arm64", StringComparison.Ordinal) && Layout.Name != "arm-lpae" || (entry & 2) == 0,
        EntryKind.NonPresent => !Layout.Name.StartsWith("ppc64", StringComparison.Ordinal) || (entry & (1UL << 62)) != 0,
        _ => true,
    };

    private bool IsLeaf(ulong entry) => config.Architecture.Decode(PageTableLevel.Pmd, entry, []).Kind == EntryKind.Leaf;

    private ulong Written(string function, params object[] arguments)
    {
        using TableMemory memory = new(new PhysicalAddress(0x10000), 4096, Layout.IsBigEndian);
        PhysicalAddress slot = memory.Allocate(64);
        object mm = memory.Memory;
        object pointer = _kernel.Type("PmdPtr").GetConstructors().Single().Invoke([Pointer.Box(memory.Memory.TableAt(slot, new ByteCount(64)), typeof(void*))]);
        _kernel.Type("Pgtable").GetMethod(function)!.MakeGenericMethod(mm.GetType()).Invoke(null, [mm, pointer, .. arguments]);
        return memory.Read(slot, Layout.EntryBits > 32 ? 64 : 32);
    }

    private static ulong Bits(int count) => count == 64 ? ulong.MaxValue : (1UL << count) - 1;
}
