namespace KernelMm.Analyzers.Flow;

internal enum FactKind
{
    /// <summary>A resource that a call of this method acquires.</summary>
    Held,

    /// <summary>A read of a live slot.</summary>
    Read,

    /// <summary>A page table that was taken out of its slot.</summary>
    Detached,

    /// <summary>The states that a slot cannot be in, since one map of it was last reached.</summary>
    Lap,

    /// <summary>The states that a slot cannot be in, since the method was entered.</summary>
    Whole,

    /// <summary>Something that others can see was added to.</summary>
    Effect,

    /// <summary>A parameter that the method takes over.</summary>
    Given,

    /// <summary>A table that is to be put into a slot, and may not be there: held where it is known to be.</summary>
    Spare,

    /// <summary>A comparison with a number of entries that may be more than a table has left.</summary>
    Bound,

    /// <summary>A resource that the callers hold.</summary>
    Callers,
}
