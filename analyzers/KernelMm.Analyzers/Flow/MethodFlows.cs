using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>A method and the local functions and lambdas in it, each to be followed by itself: what crosses between them is a contract.</summary>
internal static class MethodFlows
{
    public static IEnumerable<MethodFlow> Of(ControlFlowGraph graph, IMethodSymbol? method, ContractReader contracts)
    {
        // The initializer of a field is no method: it can hold nothing, but the lambdas in it are.
        if (method is not null && HasWork(graph, contracts))
        {
            yield return new MethodFlow(graph, method, contracts);
        }

        foreach (var local in graph.LocalFunctions)
        {
            foreach (var inner in Of(graph.GetLocalFunctionControlFlowGraph(local), local, contracts))
            {
                yield return inner;
            }
        }

        foreach (var lambda in graph.Blocks.SelectMany(MethodFlow.Operations).OfType<IFlowAnonymousFunctionOperation>())
        {
            foreach (var inner in Of(graph.GetAnonymousFunctionControlFlowGraph(lambda), lambda.Symbol, contracts))
            {
                yield return inner;
            }
        }
    }

    private static bool HasWork(ControlFlowGraph graph, ContractReader contracts) =>
        graph.Blocks.SelectMany(MethodFlow.Operations).OfType<IInvocationOperation>().Any(c => contracts.Of(c.TargetMethod).IsWatched);
}
