using KernelMm.Analyzers.Contracts;
using KernelMm.Analyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace KernelMm.Analyzers.Tests.Engine;

/// <summary>What the engine finds in the method named M, before any rule reads it.</summary>
internal static class EngineProbe
{
    public static Findings Analyze(string source) => KernelMm.Analyzers.Flow.Engine.Analyze(Prepare(source));

    /// <summary>The method, ready to be followed.</summary>
    public static MethodFlow Prepare(string source)
    {
        var compilation = SourceUnderTest.Compile(source);
        SourceUnderTest.MustCompile(compilation);
        var tree = compilation.SyntaxTrees.Last();
        var model = compilation.GetSemanticModel(tree);
        var method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(m => m.Identifier.ValueText == "M");
        var contracts = new ContractReader(ContractSymbols.Find(compilation)!);
        var graph = ControlFlowGraph.Create(method, model)!;
        return new MethodFlow(graph, model.GetDeclaredSymbol(method)!, contracts, new Survey(graph, contracts));
    }
}
