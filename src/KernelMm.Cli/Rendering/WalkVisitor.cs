using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>Hands a walk's leaves to a renderer and counts what the image does not hold.</summary>
internal struct WalkVisitor(ILeafRenderer renderer, Progress progress) : ILeafVisitor
{
    /// <summary>How many times the walk needed a table and did not find it.</summary>
    public long MissingTables { get; private set; }

    /// <summary>How many bytes of addresses they would map, or not.</summary>
    public UInt128 MissingBytes { get; private set; }

    public readonly bool Leaf(VirtualAddress address, PhysicalAddress target, int shift, ulong entry, AccessRights rights)
    {
        progress.Reached(address);
        renderer.Add(new Leaf(address, target, shift, entry, rights));
        return true;
    }

    public bool TableMissing(VirtualAddress address, PhysicalAddress table, int shift)
    {
        MissingTables++;
        MissingBytes += UInt128.One << shift;
        return true;
    }
}
