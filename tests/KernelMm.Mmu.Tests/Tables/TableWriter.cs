using System.Globalization;
using System.Reflection;

namespace KernelMm.Mmu.Tests.Tables;

/// <summary>An architecture's generated types, as far as building tables needs them. Its kinds are instances of a template.</summary>
internal abstract class TableWriter
{
    private IArchitecture _architecture = null!;

    public static TableWriter Of(IArchitecture architecture)
    {
        string name = architecture.GetType().Namespace!.Split('.')[^1] + "Writer";
        TableWriter writer = (TableWriter)Activator.CreateInstance(typeof(TableWriter).Assembly.GetType($"{typeof(TableWriter).Namespace}.{name}", throwOnError: true)!)!;
        writer._architecture = architecture;
        return writer;
    }

    /// <summary>The names of Linux's protections, which are entries of the lowest level without an address.</summary>
    public IReadOnlyList<string> Protections =>
        [.. Type("Pgprot").GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name)];

    /// <summary>Where an address's entry of a level lies, when all above it point to tables.</summary>
    public abstract PhysicalAddress SlotOf<TMemory>(TMemory memory, PhysicalAddress root, VirtualAddress address, PageTableLevel level)
        where TMemory : IPageTableMemory;

    /// <summary>Makes an address's entry of a level point to a table, by <c>pmd_populate</c> and its like.</summary>
    public abstract void Populate<TMemory>(TMemory memory, PhysicalAddress root, VirtualAddress address, PageTableLevel level, PhysicalAddress table)
        where TMemory : IPageTableMemory;

    /// <summary>
    /// The entry that maps memory, by <c>pfn_pte</c> and its like, and <c>pmd_mkhuge</c> where there is one; a level that Linux makes
    /// no leaves at takes the next lower one's.
    /// </summary>
    public ulong Leaf(PageTableLevel level, PhysicalAddress target, string protection)
    {
        object pgprot = Type("Pgprot").GetProperty(protection)!.GetValue(null)!;
        MethodInfo[] makers = [.. Enumerable.Range(0, (int)level + 1).Reverse()
            .Select(lower => Type("Pgtable").GetMethod($"Pfn{(PageTableLevel)lower}", BindingFlags.Public | BindingFlags.Static)).OfType<MethodInfo>()];
        MethodInfo make = (level == PageTableLevel.Pte ? null : makers.FirstOrDefault(method => MakeHuge(method.ReturnType) is not null)) ?? makers[0];
        object entry = make.Invoke(null, [new Pfn(target.Value >> _architecture.Layout.PageShift), pgprot])!;
        entry = MakeHuge(make.ReturnType)?.Invoke(entry, []) ?? entry;
        return Convert.ToUInt64(entry.GetType().GetProperty("Value")!.GetValue(entry), CultureInfo.InvariantCulture);
    }

    private static MethodInfo? MakeHuge(Type entry) => entry.GetMethod("MkHuge");

    private Type Type(string name) => _architecture.GetType().Assembly.GetType($"{_architecture.GetType().Namespace}.{name}", throwOnError: true)!;
}
