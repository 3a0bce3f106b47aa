namespace KernelMm.Contracts;

/// <summary>How a hardware walk for one address ended.</summary>
public enum TranslationResult
{
    /// <summary>It ended at a leaf.</summary>
    Mapped,

    /// <summary>It met an entry that hardware does not take: not valid, or with reserved bits.</summary>
    NotMapped,

    /// <summary>The address lies outside the architecture's virtual address space.</summary>
    NotCanonical,

    /// <summary>It needed a table that the memory does not hold.</summary>
    TableMissing,
}

/// <summary>The answer of a hardware walk for one address.</summary>
/// <param name="Result">How it ended; the other members mean something only as said there.</param>
/// <param name="Address">Mapped: the physical address. TableMissing: the missing table's.</param>
/// <param name="Shift">The coverage of the entry it ended at, as a power of two: the page's size where it is mapped.</param>
/// <param name="Entry">The raw entry it ended at.</param>
/// <param name="Rights">Mapped: what is allowed over all levels.</param>
public readonly record struct Translation(
    TranslationResult Result, PhysicalAddress Address, int Shift, ulong Entry, AccessRights Rights)
{
    /// <summary>Whether the address is mapped.</summary>
    public bool IsMapped => Result == TranslationResult.Mapped;
}
