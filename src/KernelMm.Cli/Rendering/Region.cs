using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>Neighbouring leaves with the same rights, with what is between them.</summary>
internal sealed class Region(Leaf first)
{
    private readonly ulong[] _pages = new ulong[64];

    /// <summary>Its first address.</summary>
    public VirtualAddress Start { get; } = first.Address;

    /// <summary>Its last address, inclusive.</summary>
    public VirtualAddress Last { get; private set; } = first.Address;

    /// <summary>The rights of all its leaves.</summary>
    public string Rights { get; } = first.RightsText;

    /// <summary>From its first address to its last.</summary>
    public UInt128 Span => (UInt128)(Last - Start).Value + 1;

    /// <summary>The number of pages of a size.</summary>
    public ulong Pages(int shift) => _pages[shift];

    /// <summary>The sizes it has pages of, largest first.</summary>
    public IEnumerable<int> Shifts => Enumerable.Range(0, _pages.Length).Reverse().Where(shift => _pages[shift] > 0);

    /// <summary>Whether a leaf belongs to it: the same rights, and no more than a certain distance behind it.</summary>
    public bool Takes(in Leaf leaf, ByteCount distance) =>
        leaf.RightsText == Rights && leaf.Address > Last && leaf.Address - Last <= distance;

    /// <summary>Takes a leaf in.</summary>
    public void Add(in Leaf leaf)
    {
        _pages[leaf.Shift]++;
        Last = leaf.Address + leaf.Size - new ByteCount(1);
    }
}
