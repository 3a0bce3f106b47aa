namespace KernelMm.Levels.Model;

/// <summary>How a swap entry stands in a page-table entry.</summary>
/// <param name="TypeHigh">The highest bit of the type.</param>
/// <param name="TypeLow">The lowest bit of the type.</param>
/// <param name="OffsetHigh">The highest bit of the offset.</param>
/// <param name="OffsetLow">The lowest bit of the offset.</param>
/// <param name="OffsetInverted">Whether the offset is stored complemented.</param>
/// <param name="OffsetKept">How many low bits of the offset the kernel keeps; those above are written as 0 and not read.</param>
/// <param name="Flags">Flags beside type and offset, in the file's order.</param>
/// <param name="PfnBits">How many low bits of an offset hold a page frame. In Linux: <c>SWP_PFN_BITS</c>.</param>
/// <param name="Types">The types above those of swap files, upward; the last one that exists is the highest number.</param>
/// <param name="Markers">The bits of a marker, in the file's order.</param>
public sealed record SwapLayout(
    int TypeHigh,
    int TypeLow,
    int OffsetHigh,
    int OffsetLow,
    bool OffsetInverted,
    int OffsetKept,
    EquatableArray<SwapBit> Flags,
    int PfnBits,
    EquatableArray<SwapTypeGroup> Types,
    EquatableArray<SwapBit> Markers)
{
    /// <summary>How wide an offset is.</summary>
    public int OffsetBits => OffsetKept;

    /// <summary>How many types there are.</summary>
    public int TypeCount => 1 << (TypeHigh - TypeLow + 1);

    /// <summary>
    /// Whether a migration entry has room for the accessed and dirty bits above the page frame, so that Linux keeps them there.
    /// </summary>
    public bool CarriesAccessedDirty => OffsetBits >= PfnBits + 2;
}

/// <summary>A named bit of a swap entry or of a marker.</summary>
/// <param name="Name">Its name, in the file's spelling.</param>
/// <param name="Bit">Its position.</param>
public sealed record SwapBit(string Name, int Bit);

/// <summary>Neighbouring swap types that exist together.</summary>
/// <param name="Names">Their names in the kernel's spelling without <c>SWP_</c> and in lower case, upward.</param>
/// <param name="When">The switch parameter under which they exist, or null for always.</param>
/// <param name="Content">What their offset holds.</param>
public sealed record SwapTypeGroup(EquatableArray<string> Names, string? When, SwapContent Content);

/// <summary>What a swap entry's offset holds.</summary>
public enum SwapContent
{
    /// <summary>A page frame.</summary>
    Pfn,

    /// <summary>Marker bits.</summary>
    Marker,

    /// <summary>Nothing.</summary>
    Nothing,
}
