using System.Collections.Immutable;
using KernelMm.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Analyzers.Tests;

/// <summary>Compiles a source beside the family, as the running framework's own compiler would, and runs the analyzers over it.</summary>
internal static class SourceUnderTest
{
    public static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    public static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    public static readonly ImmutableArray<MetadataReference> References = FindReferences();

    public static readonly string Family = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Family", "Pgtable.cs"));

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Diagnostics;
        global using System.Diagnostics.CodeAnalysis;
        global using KernelMm.Contracts;
        global using KernelMm.Family;
        global using static KernelMm.Family.Pgtable;
        """;

    /// <summary>What every source may name without saying so.</summary>
    public static readonly (string Name, string Text)[] Beside = [("Family.cs", Family), ("Usings.cs", Usings)];

    /// <param name="source">The source.</param>
    /// <param name="on">A rule to turn on that may be off by default.</param>
    public static Compilation Compile(string source, string? on = null) => CSharpCompilation.Create(
        "UnderTest",
        Beside.Append((Name: "Test.cs", Text: source)).Select(f => CSharpSyntaxTree.ParseText(f.Text, Options, f.Name)),
        References,
        on is null ? CompilationOptions : CompilationOptions.WithSpecificDiagnosticOptions([new(on, ReportDiagnostic.Warn)]));

    public static async Task<ImmutableArray<Diagnostic>> Analyze(Compilation compilation, params (string Path, string Text)[] additional)
    {
        Exception? crash = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. additional.Select(f => new Additional(f.Path, f.Text))]),
            onAnalyzerException: (e, _, _) => crash ??= e,
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        var diagnostics = await new CompilationWithAnalyzers(compilation, [new MappingAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        return crash is null ? diagnostics : throw new InvalidOperationException("the analyzer threw", crash);
    }

    public static void MustCompile(Compilation compilation)
    {
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, "the source does not compile:\n" + string.Join("\n", errors));
    }

    private static ImmutableArray<MetadataReference> FindReferences()
    {
        var platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return platform.Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(MayFailAttribute).Assembly.Location)
            .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p))
            .ToImmutableArray();
    }

    /// <summary>An additional file that is on no disk.</summary>
    internal sealed class Additional(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override Microsoft.CodeAnalysis.Text.SourceText GetText(CancellationToken cancellationToken = default) =>
            Microsoft.CodeAnalysis.Text.SourceText.From(text);
    }
}
