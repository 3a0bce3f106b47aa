using System.Text.RegularExpressions;

namespace KernelMm.Comparison.Corpus;

/// <summary>One small file of the corpus. What our rules must say of it stands at the end of the lines concerned: <c>// KMM0001</c>.</summary>
/// <param name="Room">The folder: Sites, Bugs, Shapes or Harmless.</param>
/// <param name="Name">The file's name without its extension; one from before a repair ends with <c>.before</c>.</param>
/// <param name="Text">The source.</param>
internal sealed partial record CorpusFile(string Room, string Name, string Text)
{
    public string Path { get; } = $"{Room}/{Name}.cs";

    /// <summary>The rules that must report something in it.</summary>
    public IReadOnlyList<string> Rules { get; } =
        [.. Expectation().Matches(Text).SelectMany(m => m.Groups["ids"].Value.Split(", ")).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The lines in which this rule must report.</summary>
    public IEnumerable<int> Lines(string rule) => Text.Split('\n').Index()
        .Where(line => Expectation().Match(line.Item) is { Success: true } found && found.Groups["ids"].Value.Split(", ").Contains(rule, StringComparer.Ordinal))
        .Select(line => line.Index + 1);

    /// <summary>Also one that no rule of ours reports.</summary>
    public bool IsBug => Rules.Count > 0 || (Room == "Bugs" && Name.EndsWith(".before", StringComparison.Ordinal));

    /// <summary>What it is about, without the form: the two forms of one bug have the same.</summary>
    public string Subject { get; } = $"{Room}/{Name.Replace(".before", "", StringComparison.Ordinal).Replace(".after", "", StringComparison.Ordinal)}";

    [GeneratedRegex(@"// (?<ids>KMM\d{4}(?:, KMM\d{4})*)[ \r]*$", RegexOptions.Multiline)]
    private static partial Regex Expectation();
}
