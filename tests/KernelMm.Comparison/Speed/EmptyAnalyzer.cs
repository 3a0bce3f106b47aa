using System.Collections.Immutable;
using KernelMm.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Comparison.Speed;

/// <summary>The registrations of <see cref="MappingAnalyzer"/>, and nothing behind them: what being asked costs.</summary>
#pragma warning disable RS1001 // Only this program runs it.
internal sealed class EmptyAnalyzer : DiagnosticAnalyzer
#pragma warning restore RS1001
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = new MappingAnalyzer().SupportedDiagnostics;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Options.AdditionalFiles.Any(f => Path.GetFileName(f.Path).StartsWith("MappingContracts.", StringComparison.OrdinalIgnoreCase)))
            {
                start.RegisterAdditionalFileAction(_ => { });
            }

            start.RegisterOperationAction(_ => { }, OperationKind.Invocation);
        });
    }
}
