using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Generators.Tests.Driving;

/// <summary>An additional file that stands in memory.</summary>
internal sealed class LevelFile(string path, string text) : AdditionalText
{
    private static readonly string Folder = System.IO.Path.Combine(AppContext.BaseDirectory, "levels");

    /// <summary>The names of the level files that ship.</summary>
    public static string[] Names { get; } = Directory.GetFiles(Folder, "*.levels.yaml")
        .Select(file => System.IO.Path.GetFileName(file)[..^".levels.yaml".Length])
        .Order(StringComparer.Ordinal)
        .ToArray();

    public override string Path => path;

    public string Text => text;

    /// <summary>One of those that ship.</summary>
    public static LevelFile Shipped(string name) =>
        new($"levels/{name}.levels.yaml", File.ReadAllText(System.IO.Path.Combine(Folder, name + ".levels.yaml")));

    /// <summary>The same path with one place of the text changed.</summary>
    public LevelFile With(string old, string replacement)
    {
        Assert.Contains(old, text);
        return new LevelFile(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
}
