using System.Collections.Immutable;
using System.Text.RegularExpressions;
using KernelMm.Analyzers;
using KernelMm.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.House.Tests;

/// <summary>What the README shows is what a reader gets.</summary>
public sealed partial class Readme
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task The_example_gets_the_diagnostic_it_shows()
    {
        string source = Block("csharp");
        Compilation compilation = CSharpCompilation.Create(
            "example",
            [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        ImmutableArray<Diagnostic> found = await compilation
            .WithAnalyzers([new MappingAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Diagnostic only = Assert.Single(found);
        string[] lines = source.Split('\n');
        Assert.EndsWith("// " + only.Id, lines[only.Location.GetLineSpan().StartLinePosition.Line]);
        Assert.Equal(
            Words(Block("text")),
            Words($"{only.Id}: {only.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"));
    }

    [Fact]
    public void Every_link_into_the_repository_leads_somewhere()
    {
        string[] dead = [.. Links().Matches(Text)
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.StartsWith("http", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Repository.Root, target)))];

        Assert.Empty(dead);
    }

    [Fact]
    public void Every_room_of_the_house_is_on_the_map() =>
        Assert.All(House.Projects.Keys, project => Assert.Contains('/' + project, Text, StringComparison.Ordinal));

    private static string Block(string language) =>
        Regex.Match(Text, $"```{language}\n(?<text>.*?)```", RegexOptions.Singleline).Groups["text"].Value;

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\]\((?<target>[^)#]+)\)")]
    private static partial Regex Links();
}
