using System.Collections.Immutable;
using KernelMm.Analyzers.Contracts;
using KernelMm.Analyzers.Flow;
using KernelMm.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers;

/// <summary>
/// Follows every mapping through every method that makes or takes one, and reports what the rules read out of it. One analyzer for
/// all rules, so that each method is followed once.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MappingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        RuleCatalogue.All.Select(r => r.Descriptor).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var list = ContractList.Read(start.Options.AdditionalFiles, start.Compilation, start.CancellationToken);
            if (list != ContractList.Empty)
            {
                start.RegisterAdditionalFileAction(file =>
                {
                    foreach (var error in list.Errors(file.AdditionalFile.Path))
                    {
                        file.ReportDiagnostic(ListErrors.Report(error));
                    }
                });
            }

            if (ContractSymbols.Find(start.Compilation, list) is { } symbols)
            {
                var contracts = new ContractReader(symbols);
                var firstCalls = new FirstCalls(contracts);
                start.RegisterOperationAction(call => OnCall(call, contracts, firstCalls), OperationKind.Invocation);
            }
        });
    }

    // Runs for every call of the compilation. All but the first annotated one of a method end at a look-up.
    private static void OnCall(OperationAnalysisContext context, ContractReader contracts, FirstCalls firstCalls)
    {
        var call = (IInvocationOperation)context.Operation;
        if (contracts.Of(call.TargetMethod).IsWatched
            && firstCalls.IsFirst(call)
            && context.GetControlFlowGraph() is { } graph)
        {
            foreach (var flow in MethodFlows.Of(graph, context.ContainingSymbol as IMethodSymbol, contracts))
            {
                Report(Engine.Analyze(flow), context);
            }
        }
    }

    private static void Report(Findings findings, OperationAnalysisContext context)
    {
        if (!findings.Any)
        {
            return;
        }

        foreach (var rule in RuleCatalogue.All)
        {
            foreach (var diagnostic in rule.Read(findings))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
