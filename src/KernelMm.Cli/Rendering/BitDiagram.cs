using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>Draws an entry bit by bit: the bits' numbers from top to bottom, and below them a letter for each field.</summary>
internal sealed class BitDiagram
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const char Unused = '.';

    private readonly int _width;
    private readonly FieldLayout[] _fields;

    /// <summary>A diagram of the fields that have a meaning in some kind of entry.</summary>
    public BitDiagram(ArchitectureLayout layout, LevelLayout level, EntryClasses classes)
    {
        _width = layout.EntryBits;
        _fields = [.. level.Fields.Where(field => (field.Classes & classes) != 0).OrderByDescending(field => field.HighBit)];
    }

    /// <summary>The fields with their letters, highest bits first.</summary>
    public IEnumerable<(char Letter, FieldLayout Field)> Fields => _fields.Select((bits, index) => (Letter(index), bits));

    /// <summary>The two lines of the bits' numbers, tens above ones.</summary>
    public string[] Ruler() =>
    [
        new string([.. Bits().Select(bit => (char)('0' + (bit / 10)))]),
        new string([.. Bits().Select(bit => (char)('0' + (bit % 10)))]),
    ];

    /// <summary>The line of an entry's bits.</summary>
    public string Values(ulong entry) => new([.. Bits().Select(bit => (char)('0' + (entry >> bit & 1)))]);

    /// <summary>The line of the fields' letters. Where two fields share bits, the first one's letter stands there.</summary>
    public string Legend()
    {
        char[] line = [.. Enumerable.Repeat(Unused, _width)];
        for (int i = _fields.Length - 1; i >= 0; i--)
        {
            for (int bit = _fields[i].LowBit; bit <= _fields[i].HighBit; bit++)
            {
                line[_width - 1 - bit] = Letter(i);
            }
        }

        return new string(line);
    }

    /// <summary>A field's bits as a manual writes them: <c>51:12</c>.</summary>
    public static string BitsOf(FieldLayout field) =>
        field.HighBit == field.LowBit ? $"{field.HighBit}" : $"{field.HighBit}:{field.LowBit}";

    /// <summary>A field's value in an entry.</summary>
    public static ulong ValueOf(FieldLayout field, ulong entry) =>
        (entry >> field.LowBit) & (ulong.MaxValue >> (63 - (field.HighBit - field.LowBit)));

    private static char Letter(int index) => index < Letters.Length ? Letters[index] : '*';

    private IEnumerable<int> Bits() => Enumerable.Range(0, _width).Select(index => _width - 1 - index);
}
