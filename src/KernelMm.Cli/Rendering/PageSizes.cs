using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>How the page sizes of an architecture look in a bar.</summary>
internal sealed class PageSizes
{
    private const string Glyphs = "░▒▓█";

    private static readonly string[] Colours = ["32", "33", "35", "31"];

    private readonly int[] _shifts;

    public PageSizes(ArchitectureLayout layout)
    {
        _shifts = [.. layout.Levels.Where(level => level.HardwareLeaf).Select(level => level.Shift).Order()];
    }

    /// <summary>The letter of a bar that stands for pages of this size.</summary>
    public char Glyph(int shift) => Glyphs[Rank(shift)];

    /// <summary>The number of its colour in an escape sequence.</summary>
    public string Colour(int shift) => Colours[Rank(shift)];

    // Some architectures have sizes between their levels, and more levels than there are letters.
    private int Rank(int shift) => Math.Min(Glyphs.Length - 1, Math.Max(0, _shifts.Count(known => known <= shift) - 1));
}
