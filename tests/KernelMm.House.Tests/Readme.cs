using System.Collections.Immutable;
using System.Reflection;
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
    private const string Section = "## A fork in ten lines";

    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task The_example_gets_the_diagnostic_it_shows()
    {
        string source = Block("csharp");
        Compilation compilation = Compile(source, OutputKind.DynamicallyLinkedLibrary);
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
    public void The_program_prints_what_it_shows()
    {
        using var image = new MemoryStream();
        CSharpCompilation program = Compile(Block("csharp", after: Section), OutputKind.ConsoleApplication);
        Assert.Empty(program.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics);

        TextWriter before = Console.Out;
        using var printed = new StringWriter();
        Console.SetOut(printed);
        try
        {
            Assembly.Load(image.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.Equal(Words(Block("console", after: Section)), Words(printed.ToString()));
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

    private static CSharpCompilation Compile(string source, OutputKind kind) => CSharpCompilation.Create(
        "example",
        [CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(kind));

    // The first block of a language, or the first behind some text.
    private static string Block(string language, string after = "") => new Regex($"```{language}\n(?<text>.*?)```", RegexOptions.Singleline)
        .Match(Text, Text.IndexOf(after, StringComparison.Ordinal)).Groups["text"].Value;

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\]\((?<target>[^)#]+)\)")]
    private static partial Regex Links();
}
