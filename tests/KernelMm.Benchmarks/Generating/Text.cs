using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Benchmarks.Generating;

/// <summary>A level file in memory.</summary>
internal sealed class Text(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

    public override string Path => path;

    /// <summary>The level files that ship.</summary>
    public static Text[] Shipped { get; } =
    [
        .. Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "levels"), "*.levels.yaml").Order(StringComparer.Ordinal)
            .Select(file => new Text($"levels/{System.IO.Path.GetFileName(file)}", File.ReadAllText(file))),
    ];

    /// <summary>The same file with another description, which some generated texts repeat.</summary>
    public Text Edited(int edit) => new(path, text.Replace("description: ", $"description: edit {edit} of ", StringComparison.Ordinal));

    /// <summary>The same machine by another name.</summary>
    public Text Named(int number) => new($"levels/machine-{number}.levels.yaml", text.Replace("\nnamespace: ", $"\nnamespace: Machine{number}", StringComparison.Ordinal));

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
