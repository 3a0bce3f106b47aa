using System.Globalization;
using System.Text;
using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>
/// A table of regions for people. It is printed while the walk goes on, in columns of fixed width: a table that waits for its
/// last row would hold all rows of a walk that may be endless.
/// </summary>
internal sealed class RegionTable(ByteOutput output, ArchitectureLayout layout, bool colours) : ILeafRenderer
{
    private const int BarWidth = 16;

    private readonly PageSizes _sizes = new(layout);
    private readonly SortedDictionary<int, ulong> _total = [];

    // Pages of one mapping seldom lie further apart than what one entry above them covers.
    private readonly ByteCount _distance = layout.Levels.Count > 1 ? layout.Levels[^2].Coverage : ByteCount.FromShift(layout.PageShift);
    private Region? _region;
    private ulong _regions;

    public void Begin(string title)
    {
        output.Write(title).Write("\n\n"u8);
        output.Write("from              up to             size    rights  mapped                 pages\n"u8);
    }

    public void Add(in Leaf leaf)
    {
        if (_region is null || !_region.Takes(leaf, _distance))
        {
            Close();
            _region = new Region(leaf);
        }

        _region.Add(leaf);
    }

    public void End()
    {
        Close();
        if (_regions == 0)
        {
            output.Write("Nothing is mapped there.\n"u8);
            return;
        }

        output.Write("\n"u8);
        foreach ((int shift, ulong pages) in _total)
        {
            string count = pages.ToString("N0", CultureInfo.InvariantCulture);
            output.Write($"{Cells(shift, 1)} {count} pages of {ByteSize.OfShift(shift)}: {ByteSize.Describe((UInt128)pages << shift)}\n");
        }

        output.Write(string.Create(CultureInfo.InvariantCulture, $"in {_regions:N0} regions\n"));
    }

    private void Close()
    {
        if (_region is not { } region)
        {
            return;
        }

        _regions++;
        UInt128 mapped = 0;
        StringBuilder pages = new();
        foreach (int shift in region.Shifts)
        {
            mapped += (UInt128)region.Pages(shift) << shift;
            _total[shift] = _total.GetValueOrDefault(shift) + region.Pages(shift);
            pages.Append(CultureInfo.InvariantCulture, $" {region.Pages(shift)}×{ByteSize.OfShift(shift)}");
        }

        UInt128 end = (UInt128)region.Last.Value + 1;
        string row = string.Create(
            CultureInfo.InvariantCulture,
            $"{region.Start.Value:x16}  {end:x16}  {ByteSize.Describe(region.Span),-6}  {region.Rights}     {Bar(region)} {Percent(mapped, region.Span),4} {pages}");
        output.Write(row).Write("\n"u8);
        _region = null;
    }

    private string Bar(Region region)
    {
        StringBuilder bar = new();
        UInt128 mapped = 0;
        int filled = 0;
        foreach (int shift in region.Shifts)
        {
            // Rounded up, so that little is not shown as nothing.
            mapped += (UInt128)region.Pages(shift) << shift;
            int reach = Math.Min(BarWidth, (int)(((mapped * BarWidth) + region.Span - 1) / region.Span));
            bar.Append(Cells(shift, reach - filled));
            filled = reach;
        }

        return bar.Append('·', BarWidth - filled).ToString();
    }

    private string Cells(int shift, int count)
    {
        string cells = new(_sizes.Glyph(shift), count);
        return colours ? $"\u001b[{_sizes.Colour(shift)}m{cells}\u001b[0m" : cells;
    }

    private static string Percent(UInt128 part, UInt128 whole)
    {
        UInt128 percent = part * 100 / whole;
        return percent == 0 ? "<1%" : $"{percent}%";
    }
}
