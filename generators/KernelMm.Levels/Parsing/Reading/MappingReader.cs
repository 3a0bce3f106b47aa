using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Reading;

/// <summary>A mapping whose keys have been checked. What is missing or wrong has been reported and reads as null.</summary>
internal sealed class MappingReader
{
    private readonly Dictionary<string, YamlEntry> _entries = new(StringComparer.Ordinal);

    private MappingReader(Reporter reporter, YamlMapping mapping, KeyTable keys)
    {
        Reporter = reporter;
        Span = mapping.Span;
        Entries = Distinct(mapping, keys).ToArray();
        foreach (string key in keys.Required.Where(key => !_entries.ContainsKey(key)))
        {
            reporter.Report(LevelDiagnostics.MissingKey, mapping.Span, keys.Name, key);
        }
    }

    public Reporter Reporter { get; }

    public LevelFileSpan Span { get; }

    /// <summary>The known keys, each once, in the file's order.</summary>
    public IReadOnlyList<YamlEntry> Entries { get; }

    public YamlNode? this[string key] => _entries.TryGetValue(key, out YamlEntry? entry) ? entry.Value : null;

    /// <summary>Checks the keys of a mapping; null where it is none.</summary>
    /// <param name="reporter">Takes what is wrong.</param>
    /// <param name="name">The key or item, for a sentence.</param>
    /// <param name="node">The value.</param>
    /// <param name="keys">The keys it may and must have.</param>
    public static MappingReader? Open(Reporter reporter, string name, YamlNode? node, KeyTable keys)
    {
        if (node is null)
        {
            return null;
        }

        if (node is YamlMapping mapping)
        {
            return new MappingReader(reporter, mapping, keys);
        }

        string wanted = keys.IsOpen ? "a mapping, such as { name: … }"
            : $"a mapping with {string.Join(", ", keys.All.Take(4).Select(key => $"`{key}`"))}{(keys.All.Count() > 4 ? " …" : string.Empty)}";
        reporter.Report(LevelDiagnostics.WrongType, node.Span, name, node.Kind, wanted);
        return null;
    }

    public int? Integer(string key, int min, int max) => Integers.Read(Reporter, key, this[key], min, max);

    public bool Switch(string key) => Words.ReadSwitch(Reporter, key, this[key]) ?? false;

    public string? Text(string key) => Texts.Read(Reporter, key, this[key]);

    public BitRange? Bits(string key, int width, string what) => BitRange.Read(Reporter, key, this[key], width, what);

    public IReadOnlyList<YamlNode>? List(string key) => Lists.Read(Reporter, key, this[key]);

    // A full reporter takes nothing more, and the search is what costs.
    private string Remedy(string key, KeyTable keys) => Reporter.IsFull ? string.Empty
        : keys.All.Count() == 1 ? $"`{keys.All.First()}` stands alone, so take this out or wrap both in `all` or `any`"
        : Suggestion.For(key, keys.All);

    private IEnumerable<YamlEntry> Distinct(YamlMapping mapping, KeyTable keys)
    {
        foreach (YamlEntry entry in mapping.Entries)
        {
            string key = entry.Key.Value;
            if (!keys.Knows(key))
            {
                Reporter.Report(LevelDiagnostics.UnknownKey, entry.Key.Span, keys.Name, Printable.Shorten(key), Remedy(key, keys));
            }
            else if (_entries.ContainsKey(key))
            {
                Reporter.Report(LevelDiagnostics.DuplicateKey, entry.Key.Span, Printable.Shorten(key));
            }
            else
            {
                _entries.Add(key, entry);
                yield return entry;
            }
        }
    }
}
