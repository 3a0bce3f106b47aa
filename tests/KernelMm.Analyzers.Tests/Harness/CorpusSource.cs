using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelMm.Analyzers.Tests;

/// <summary>
/// One file of the corpus. What it must be accused of stands in it, as a comment at the end of each line concerned:
/// <c>// KMM0001, KMM0004</c>. A file without one must stay silent.
/// </summary>
internal sealed partial record CorpusSource(string Room, string Name, string Text)
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>The rooms of the corpus; the prelude is no part of it.</summary>
    public static readonly string[] Rooms = ["Sites", "Bugs", "Mistakes", "Shapes", "Harmless"];

    public static readonly ImmutableArray<CorpusSource> All = [.. Rooms.SelectMany(Read)];

    /// <summary>Whether this is the form from before a repair: the one that must be accused.</summary>
    public bool IsBefore => Name.EndsWith(".before", StringComparison.Ordinal);

    public bool IsAfter => Name.EndsWith(".after", StringComparison.Ordinal);

    /// <summary>The file's number in its room.</summary>
    public string Number => Name[..Name.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>The kernel's name of the function, without number and form.</summary>
    public string Subject => Name[(Number.Length + 1)..].Split('.')[0];

    public string FileName => $"{Room}/{Name}.cs";

    /// <summary>The diagnostics it must get: line and rule, in order.</summary>
    public IReadOnlyList<string> Expected => [.. Text.ReplaceLineEndings("\n").Split('\n').SelectMany((line, i) =>
        Expectation().Match(line) is { Success: true } found
            ? found.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal).Select(id => $"{i + 1}: {id}")
            : [])];

    /// <summary>Two files never meet: each is compiled by itself, beside what all of them see.</summary>
    public Compilation Compile() => CorpusCompilation.With(Text, FileName);

    public static CorpusSource Named(string fileName) => All.Single(s => s.FileName == fileName);

    private static IEnumerable<CorpusSource> Read(string room) =>
        from file in Directory.Exists(Path.Combine(Folder, room)) ? Directory.EnumerateFiles(Path.Combine(Folder, room), "*.cs") : []
        orderby file
        select new CorpusSource(room, Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));

    [GeneratedRegex(@"// (KMM\d{4}(?:, KMM\d{4})*)$")]
    private static partial Regex Expectation();
}
