using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>A method and the local functions and lambdas in it, each to be followed by itself: what crosses between them is a contract.</summary>
internal static class MethodFlows
{
    public static IEnumerable<MethodFlow> Of(ControlFlowGraph graph, IMethodSymbol? method, ContractReader contracts)
    {
        var survey = new Survey(graph, contracts);

        // The initializer of a field is no method: it can hold nothing, but the lambdas in it are.
        if (method is not null && survey.IsWatched)
        {
            yield return new MethodFlow(graph, method, contracts, survey);
        }

        foreach (var local in graph.LocalFunctions)
        {
            foreach (var inner in Of(graph.GetLocalFunctionControlFlowGraph(local), local, contracts))
            {
                yield return inner;
            }
        }

        foreach (var lambda in survey.Lambdas)
        {
            foreach (var inner in Of(graph.GetAnonymousFunctionControlFlowGraph(lambda), lambda.Symbol, contracts))
            {
                yield return inner;
            }
        }
    }
}
