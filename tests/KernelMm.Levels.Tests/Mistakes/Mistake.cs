using KernelMm.Levels.Parsing;

namespace KernelMm.Levels.Tests.Mistakes;

/// <summary>A broken level file and what is said of it.</summary>
/// <param name="Title">What is wrong, as a sentence.</param>
/// <param name="Text">The file.</param>
/// <param name="Expected">Line, column, id and message of each diagnostic.</param>
public sealed record Mistake(string Title, string Text, string[] Expected)
{
    /// <summary>A mistake in the sample file.</summary>
    public static Mistake Edit(string title, string old, string replacement, params string[] expected) =>
        new(title, Sample.With(old, replacement), expected);

    /// <summary>A file of its own.</summary>
    public static Mistake File(string title, string text, params string[] expected) => new(title, text, expected);

    public string[] Reported() => LevelFileParser.Parse(Sample.Name, Text).Diagnostics.Select(Print).ToArray();

    public static string Print(LevelFileDiagnostic diagnostic) =>
        $"{diagnostic.Span.StartLine}:{diagnostic.Span.StartColumn} {diagnostic.Id} {diagnostic.Message}";

    public override string ToString() => Title;
}
