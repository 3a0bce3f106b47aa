using YamlDotNet.Core;

namespace KernelMm.Levels.Parsing.Yaml;

/// <summary>From the YAML parser's positions to ours.</summary>
internal static class YamlSpans
{
    public static LevelFileSpan Between(Mark start, Mark end) =>
        new((int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column);
}
