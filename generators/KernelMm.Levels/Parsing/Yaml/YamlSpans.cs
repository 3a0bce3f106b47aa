using YamlDotNet.Core;

namespace KernelMm.Levels.Parsing.Yaml;

/// <summary>From the YAML parser's positions to ours.</summary>
internal static class YamlSpans
{
    public static LevelFileSpan Between(Mark start, Mark end) =>
        new((int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column);

    /// <summary>One character of a text.</summary>
    public static LevelFileSpan At(string text, int index)
    {
        int line = text.Take(index).Count(c => c == '\n') + 1;
        int column = index - text.LastIndexOf('\n', Math.Max(0, index - 1), Math.Max(0, index));
        return new LevelFileSpan(line, column, line, column + 1);
    }
}
