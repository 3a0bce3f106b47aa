namespace KernelMm.Contracts;

/// <summary>What an entry is, decided on one snapshot of it by Linux's own predicates, in this order.</summary>
public enum EntryKind
{
    /// <summary>Nothing is here.</summary>
    None,

    /// <summary>It maps memory at this level; at the lowest level it always does. Includes pages that only software may reach (PROT_NONE).</summary>
    Leaf,

    /// <summary>Neither none nor present: a swap entry or one of Linux's non-swap types.</summary>
    NonPresent,

    /// <summary>Present, and neither a leaf nor a pointer to a table that Linux would have made.</summary>
    Bad,

    /// <summary>It points to a table of the next lower level.</summary>
    Table,
}
