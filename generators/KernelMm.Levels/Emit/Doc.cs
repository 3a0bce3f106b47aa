using System.Text;

namespace KernelMm.Levels.Emit;

/// <summary>Documentation comments.</summary>
internal static class Doc
{
    /// <summary>A summary of one or more lines, already valid XML.</summary>
    public static string Summary(string xml) => $"/// <summary>{xml}</summary>";

    /// <summary>A summary that ends with the kernel's name for the thing.</summary>
    public static string Summary(string xml, string kernelName) => $"/// <summary>{xml} In Linux: <c>{kernelName}</c>.</summary>";

    /// <summary>Text of a level file as XML.</summary>
    public static string Escape(string text)
    {
        StringBuilder result = new(text.Length);
        foreach (char c in text)
        {
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '\n' or '\r' or '\u0085' or '\u2028' or '\u2029' => result.Append(' '),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }

    /// <summary>Text of a level file as a C# string literal.</summary>
    public static string Literal(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        StringBuilder result = new("\"");
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => result.Append("\\\""),
                '\\' => result.Append("\\\\"),
                < ' ' or '\u0085' or '\u2028' or '\u2029' => result.Append($"\\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }

    /// <summary>A size of two to the power of <paramref name="shift"/> for people: <c>2 MiB</c>.</summary>
    public static string Size(int shift)
    {
        string[] units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        return $"{1 << (shift % 10)} {units[shift / 10]}";
    }
}
