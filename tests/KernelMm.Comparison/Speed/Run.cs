using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Comparison.Speed;

/// <summary>One run of one analyzer over one compilation.</summary>
/// <param name="Own">The processor time inside the analyzer's actions.</param>
/// <param name="Wall">The time until all was looked at, binding included.</param>
/// <param name="Processor">The processor time of that.</param>
/// <param name="Bytes">What was allocated meanwhile.</param>
internal readonly record struct Run(TimeSpan Own, TimeSpan Wall, TimeSpan Processor, long Bytes)
{
    /// <summary>On a compilation that nothing has been bound in yet.</summary>
    public static async Task<Run> Of(DiagnosticAnalyzer analyzer, Compilation compilation)
    {
        var fresh = compilation.Clone().WithOptions(compilation.Options.WithSpecificDiagnosticOptions(
            analyzer.SupportedDiagnostics.Select(d => KeyValuePair.Create(d.Id, ReportDiagnostic.Warn))));
        var metered = new Metered(analyzer);
        GC.Collect();
        var (bytes, processor, wall) = (GC.GetTotalAllocatedBytes(precise: true), Processed(), Stopwatch.GetTimestamp());
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        _ = await fresh.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(metered), options).GetAnalysisResultAsync(CancellationToken.None);
        return new Run(
            metered.Spent,
            Stopwatch.GetElapsedTime(wall),
            Processed() - processor,
            GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    private static TimeSpan Processed() => Process.GetCurrentProcess().TotalProcessorTime;
}
