namespace KernelMm.Contracts;

/// <summary>
/// An architecture as a value, for tools that learn only at run time which one they are about. Code that knows its architecture
/// uses the generated types themselves.
/// </summary>
public interface IArchitecture
{
    /// <summary>What the level file says.</summary>
    ArchitectureLayout Layout { get; }

    /// <summary>Says what one raw entry means.</summary>
    /// <param name="level">A level of this architecture, folded names included.</param>
    /// <param name="entry">The raw entry; bits above the entry's width must be zero.</param>
    /// <param name="parameters">One value for each of <see cref="ArchitectureLayout.Parameters"/>, in their order; empty for the defaults.</param>
    DecodedEntry Decode(PageTableLevel level, ulong entry, ReadOnlySpan<ulong> parameters);

    /// <summary>Translates one address as the hardware does, with what a running kernel decided at its default.</summary>
    /// <param name="memory">Where the tables lie.</param>
    /// <param name="root">The top table, as <see cref="RootLayout.RootOf"/> says it: its physical address, with what else a root says where it does.</param>
    /// <param name="address">Any address; one outside the address space is answered as such.</param>
    Translation Translate<TMemory>(TMemory memory, PhysicalAddress root, VirtualAddress address)
        where TMemory : IPageTableMemory => Translate(memory, root, address, []);

    /// <summary>Translates one address as the hardware does that this kernel set up.</summary>
    /// <param name="memory">Where the tables lie.</param>
    /// <param name="root">The top table, as above.</param>
    /// <param name="address">Any address; one outside the address space is answered as such.</param>
    /// <param name="parameters">One value for each of <see cref="ArchitectureLayout.Parameters"/>, in their order; empty for the defaults.</param>
    Translation Translate<TMemory>(TMemory memory, PhysicalAddress root, VirtualAddress address, ReadOnlySpan<ulong> parameters)
        where TMemory : IPageTableMemory;

    /// <summary>Visits every leaf that hardware takes between two addresses, in address order, with what a running kernel decided at its default.</summary>
    /// <param name="memory">Where the tables lie.</param>
    /// <param name="root">The top table, as <see cref="RootLayout.RootOf"/> says it: its physical address, with what else a root says where it does.</param>
    /// <param name="first">Leaves that map nothing at or above this address are passed over.</param>
    /// <param name="last">The last address of interest, inclusive.</param>
    /// <param name="visitor">What is told of each leaf.</param>
    void WalkLeaves<TMemory, TVisitor>(
        TMemory memory, PhysicalAddress root, VirtualAddress first, VirtualAddress last, ref TVisitor visitor)
        where TMemory : IPageTableMemory
        where TVisitor : ILeafVisitor => WalkLeaves(memory, root, first, last, ref visitor, []);

    /// <summary>Visits every leaf that hardware takes between two addresses, in address order, as this kernel set it up.</summary>
    /// <param name="memory">Where the tables lie.</param>
    /// <param name="root">The top table, as above.</param>
    /// <param name="first">Leaves that map nothing at or above this address are passed over.</param>
    /// <param name="last">The last address of interest, inclusive.</param>
    /// <param name="visitor">What is told of each leaf.</param>
    /// <param name="parameters">One value for each of <see cref="ArchitectureLayout.Parameters"/>, in their order; empty for the defaults.</param>
    void WalkLeaves<TMemory, TVisitor>(
        TMemory memory, PhysicalAddress root, VirtualAddress first, VirtualAddress last, ref TVisitor visitor, ReadOnlySpan<ulong> parameters)
        where TMemory : IPageTableMemory
        where TVisitor : ILeafVisitor;
}
