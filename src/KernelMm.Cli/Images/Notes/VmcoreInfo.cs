using System.Globalization;
using System.Text;

namespace KernelMm.Cli.Images.Notes;

/// <summary>What a running kernel tells about itself: lines of <c>NUMBER(name)=value</c> and <c>SYMBOL(name)=address</c>.</summary>
internal sealed class VmcoreInfo
{
    /// <summary>The note's owner.</summary>
    public const string Owner = "VMCOREINFO";

    // The kernel's own limit is one page; a note that claims more is something else.
    private const ulong Largest = 1 << 16;

    private readonly Dictionary<string, string> _lines = [];

    private VmcoreInfo()
    {
    }

    /// <summary>Reads the note, if there is one.</summary>
    public static VmcoreInfo Read(IReadOnlyList<ElfNote> notes)
    {
        VmcoreInfo info = new();
        foreach (ElfNote note in notes.Where(note => note.Owner == Owner && note.Description.Length <= Largest))
        {
            string text = Encoding.Latin1.GetString(note.Description.AsSpan());
            foreach (string[] line in text.Split('\n').Select(line => line.Split('=', 2)).Where(line => line.Length == 2))
            {
                info._lines.TryAdd(line[0], line[1]);
            }
        }

        return info;
    }

    /// <summary>A number of the kernel, which prints it in decimal.</summary>
    public bool TryGetNumber(string name, out long value)
    {
        value = 0;
        return _lines.TryGetValue($"NUMBER({name})", out string? text)
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A symbol's address, which the kernel prints in hexadecimal.</summary>
    public bool TryGetSymbol(string name, out ulong address)
    {
        address = 0;
        return _lines.TryGetValue($"SYMBOL({name})", out string? text)
            && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address);
    }
}
