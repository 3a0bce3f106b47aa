using System.Text;

namespace KernelMm.Levels.Emit;

/// <summary>Writes indented C# with <c>\n</c> line ends. Text, not syntax trees: formatting trees costs more than all the rest.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Appends lines at the current depth; a text of several lines keeps its inner indentation.</summary>
    public CodeWriter Lines(string text)
    {
        for (int start = 0; start <= text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            Line(text, start, end);
            start = end + 1;
        }

        return this;
    }

    /// <summary>Appends an empty line.</summary>
    public CodeWriter Blank()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Appends a header and an opening brace; what follows is one step deeper.</summary>
    public CodeWriter Open(string header)
    {
        Lines(header).Lines("{");
        _depth++;
        return this;
    }

    /// <summary>Appends a closing brace.</summary>
    public CodeWriter Close()
    {
        _depth--;
        return Lines("}");
    }

    /// <summary>Appends members with an empty line between each two.</summary>
    public CodeWriter Members(IEnumerable<string> members)
    {
        bool first = true;
        foreach (string member in members)
        {
            if (!first)
            {
                Blank();
            }

            Lines(member);
            first = false;
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    // By its place in the text: a string for every line was half of what the generator allocated.
    private void Line(string text, int start, int end)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end > start)
        {
            _text.Append(' ', 4 * _depth).Append(text, start, end - start);
        }

        _text.Append('\n');
    }
}
