using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Comparison.Others;

/// <summary>Something that looks at code and reports.</summary>
/// <param name="Name">Its name, with its version where it has one.</param>
/// <param name="Analyzers">Its analyzers; none: the compiler itself.</param>
internal sealed record Tool(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)
{
    public bool IsCompiler => Analyzers.IsEmpty;

    /// <summary>All that it reports with every rule turned on.</summary>
    public async Task<ImmutableArray<Diagnostic>> Report(Compilation compilation)
    {
        if (IsCompiler)
        {
            return [.. compilation.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden)];
        }

        var on = Analyzers.SelectMany(a => a.SupportedDiagnostics).Select(d => d.Id).Distinct().Select(id => KeyValuePair.Create(id, ReportDiagnostic.Warn));
        var strict = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(on));
        return await strict.WithAnalyzers(Analyzers, Options()).GetAnalyzerDiagnosticsAsync();
    }

    private static CompilationWithAnalyzersOptions Options() => new(
        new AnalyzerOptions([]),
        onAnalyzerException: null,
        concurrentAnalysis: true,
        logAnalyzerExecutionTime: false);
}
