namespace KernelMm.Tlb;

/// <summary>A translation as a TLB remembers it: what the tables said when they were walked.</summary>
internal struct TlbEntry
{
    /// <summary>The page's virtual address, without the offset in it, and 1; 0 where there is no entry.</summary>
    public ulong Tag;

    /// <summary>The number of the address space.</summary>
    public int Context;

    /// <summary>Whether hardware knows that the table's entry is marked as written; a write need not touch that then.</summary>
    public bool IsDirty;

    /// <summary>What is allowed.</summary>
    public AccessRights Rights;

    /// <summary>The physical address that the page starts at.</summary>
    public PhysicalAddress Page;

    /// <summary>The machine's clock when the walk began.</summary>
    public ulong InsertedAt;

    /// <summary>The task that said it should be gone; 0 where it may be here.</summary>
    public int DueBy;

    /// <summary>The machine's clock then.</summary>
    public ulong DueAt;

    /// <summary>The virtual address that the page starts at.</summary>
    public readonly VirtualAddress Start => new(Tag & ~1UL);
}
