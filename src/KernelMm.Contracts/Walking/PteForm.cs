namespace KernelMm.Contracts;

/// <summary>In which form a range walker hands out the entries of a page table's lowest level.</summary>
public enum PteForm
{
    /// <summary>One callback for each entry, with its value read once.</summary>
    Entry,

    /// <summary>One callback for each run of entries of one table, as a span over the table itself.</summary>
    Run,

    /// <summary>None: page tables are not even mapped.</summary>
    None,
}
