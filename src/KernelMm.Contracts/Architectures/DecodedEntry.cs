namespace KernelMm.Contracts;

/// <summary>What one raw entry means.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Predicates">One bit for each predicate of <see cref="LevelLayout.Predicates"/>, in that order from bit 0; for a folded name, of <see cref="LevelLayout.FoldedPredicates"/>.</param>
/// <param name="Address">Where it leads: the page's address for a leaf, the next table's for a table; else null.</param>
/// <param name="Swap">What a non-present entry encodes, or null for all others and at levels that hold no swap entries.</param>
public readonly record struct DecodedEntry(EntryKind Kind, ulong Predicates, PhysicalAddress? Address, DecodedSwap? Swap)
{
    /// <summary>What a folded name says of every entry: present, and nothing else. Its predicates are <see cref="LevelLayout.FoldedPredicates"/>.</summary>
    public static DecodedEntry Folded => new(EntryKind.Table, 0b0010, null, null);
}

/// <summary>What a non-present entry encodes.</summary>
/// <param name="Type">The swap type's number, as the entry holds it.</param>
/// <param name="TypeName">The kernel's name of a non-swap type in lower case (<c>migration_read</c>), or null for a swap file.</param>
/// <param name="Content">What <paramref name="Offset"/> holds.</param>
/// <param name="Offset">The swap offset, as the entry holds it.</param>
/// <param name="Pfn">The page frame of a type that carries one, else null.</param>
public readonly record struct DecodedSwap(int Type, string? TypeName, SwapContent Content, ulong Offset, Pfn? Pfn);

/// <summary>What the offset of a swap entry holds.</summary>
public enum SwapContent
{
    /// <summary>A slot of a swap area.</summary>
    Slot,

    /// <summary>A page frame that is not swapped at all: migration, hardware poison, device memory.</summary>
    Pfn,

    /// <summary>The bits of a marker.</summary>
    Marker,

    /// <summary>Nothing.</summary>
    Nothing,
}
