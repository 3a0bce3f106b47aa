using KernelMm.PageTables.Tests.Tables;

namespace KernelMm.PageTables.Tests.HardwareWalks;

/// <summary>Writes down what a walk over leaves tells, and ends it after so many.</summary>
internal readonly struct LeafRecorder(int limit) : ILeafVisitor
{
    public List<object> Found { get; } = [];

    public bool Leaf(VirtualAddress address, PhysicalAddress target, int shift, ulong entry, AccessRights rights) =>
        Add(new FoundLeaf(address, target, shift, entry, rights));

    public bool TableMissing(VirtualAddress address, PhysicalAddress table, int shift) => Add(new FoundGap(address, table, shift));

    private bool Add(object item)
    {
        Found.Add(item);
        return Found.Count < limit;
    }
}
