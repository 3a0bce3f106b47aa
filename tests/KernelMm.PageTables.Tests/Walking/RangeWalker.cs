namespace KernelMm.PageTables.Tests.Walking;

/// <summary>What the tests need of an architecture's own types that no shared interface has.</summary>
internal abstract class RangeWalker
{
    public static RangeWalker Of(string architecture)
    {
        IArchitecture found = Architectures.All.Single(candidate => candidate.Layout.Name == architecture);
        string name = found.GetType().Namespace!.Split('.')[^1];
        Type? adapter = typeof(RangeWalker).Assembly.GetType($"{typeof(RangeWalker).Namespace}.{name}Walker");
        Assert.True(adapter is not null, $"Add {name} to the adapters of this project.");
        return (RangeWalker)Activator.CreateInstance(adapter)!;
    }

    /// <summary>Walks a range with every callback overridden.</summary>
    public abstract int Walk(LedgerMm mm, PhysicalAddress root, ulong start, ulong end, PteForm form, WalkCallbacks callbacks);

    /// <summary>Walks a range with no callback overridden.</summary>
    public abstract int WalkSilently(LedgerMm mm, PhysicalAddress root, ulong start, ulong end);

    /// <summary>The slot of an address at a level, found by the offset functions from the top; every entry above must be a table.</summary>
    public abstract PhysicalAddress SlotOf(LedgerMm mm, PhysicalAddress root, VirtualAddress address, PageTableLevel level);
}
