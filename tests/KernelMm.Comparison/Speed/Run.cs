using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Comparison.Speed;

/// <summary>One run of one analyzer over one compilation.</summary>
/// <param name="Own">The time inside the analyzer, as the compiler's <c>/reportanalyzer</c> counts it.</param>
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
        GC.Collect();
        var (bytes, processor, wall) = (GC.GetTotalAllocatedBytes(precise: true), Processed(), Stopwatch.GetTimestamp());
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var result = await fresh.WithAnalyzers(ImmutableArray.Create(analyzer), options).GetAnalysisResultAsync(CancellationToken.None);
        return new Run(
            result.AnalyzerTelemetryInfo[analyzer].ExecutionTime,
            Stopwatch.GetElapsedTime(wall),
            Processed() - processor,
            GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    /// <summary>The least of each of these: what else the machine does only adds.</summary>
    public static Run Least(IReadOnlyCollection<Run> runs) =>
        new(runs.Min(r => r.Own), runs.Min(r => r.Wall), runs.Min(r => r.Processor), runs.Min(r => r.Bytes));

    private static TimeSpan Processed() => Process.GetCurrentProcess().TotalProcessorTime;
}
