using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Pagewalk;

/// <summary>What a lookup takes for a page. In Linux: <c>folio_walk_flags_t</c>.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "They are flags.")]
public enum FolioWalkFlags
{
    /// <summary>Pages that are somebody's. In Linux: 0.</summary>
    None = 0,

    /// <summary>The zero page too. In Linux: <c>FW_ZEROPAGE</c>.</summary>
    ZeroPage = 1,
}
