using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>Names of one scope that would become one identifier: <c>a_1</c> and <c>a1</c> do.</summary>
internal sealed class NameCollisions(Reporter reporter, string what)
{
    // Case is ignored too: `readonly` becomes ReadOnly by a list of cuts, and `read_only` does by its underscore.
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public void Add(YamlScalar name)
    {
        string key = name.Value.Replace("_", string.Empty).ToLowerInvariant();
        if (!_names.TryGetValue(key, out string? other))
        {
            _names.Add(key, name.Value);
        }
        else if (other != name.Value)
        {
            reporter.Report(LevelDiagnostics.NamesCollide, name.Span, what, other, name.Value);
        }
    }
}
