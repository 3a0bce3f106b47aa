using YamlDotNet.Core;

namespace KernelMm.Levels.Parsing.Yaml;

/// <summary>From the YAML parser's positions to ours.</summary>
internal static class YamlSpans
{
    public static LevelFileSpan Between(Mark start, Mark end) =>
        new((int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column);

    /// <summary>
    /// The same place, or the text's end where it lies behind that: where a last line is not ended, the parser counts one that is
    /// not there.
    /// </summary>
    public static LevelFileSpan Inside(LevelFileSpan span, string text)
    {
        (int line, int column) = (1, 1);
        for (int i = 0; i < text.Length; i++)
        {
            bool ends = text[i] is '\n' or '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'));
            (line, column) = ends ? (line + 1, 1) : (line, column + 1);
        }

        return span.StartLine <= line ? span : new LevelFileSpan(line, column, line, column);
    }

    /// <summary>One character of a text.</summary>
    public static LevelFileSpan At(string text, int index)
    {
        int line = text.Take(index).Count(c => c == '\n') + 1;
        int column = index - text.LastIndexOf('\n', Math.Max(0, index - 1), Math.Max(0, index));
        return new LevelFileSpan(line, column, line, column + 1);
    }
}
