using System.Globalization;
using KernelMm.Analyzers;
using KernelMm.Comparison.Corpus;
using KernelMm.Comparison.Forms;
using KernelMm.Comparison.Others;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Comparison.Speed;

/// <summary>Measures the analyzers, and says how each number stands against its goal.</summary>
internal sealed class SpeedTable(CorpusFolder corpus, TextWriter output, int rounds)
{
    private const int Few = 20;
    private const int Many = 200;

    private static readonly DiagnosticAnalyzer Ours = new MappingAnalyzer();

    private static readonly DiagnosticAnalyzer Ca2000 =
        Toolbox.Others.SelectMany(t => t.Analyzers).First(a => a.SupportedDiagnostics.Any(d => d.Id == "CA2000"));

    public async Task Write()
    {
        await Idle();
        await Methods();
        await Growth();
        await BesideCa2000("corpus", corpus.Files);
        await BesideCa2000($"one method, {Many} maps", [Inputs.OneMethod(Many)]);
    }

    private async Task Idle()
    {
        const int Files = 1000;
        var input = Inputs.WithoutContracts(Files);
        var race = await Race.Of(rounds, (Ours, input), (new EmptyAnalyzer(), input));
        Line($"{Files} files without a contract call: bytes / empty bodies", race.Median(r => (double)r[0].Bytes / r[1].Bytes), 1.01);
        Line($"{Files} files without a contract call: processor time / empty bodies", race.Median(r => r[0].Processor / r[1].Processor), null);
        Line($"{Files} files without a contract call: wall time / empty bodies", race.Median(r => r[0].Wall / r[1].Wall), null);
        foreach (var ratio in Instructions.Ratio())
        {
            Line($"{Files} files without a contract call: instructions / empty bodies", ratio, 1.01);
        }
    }

    private async Task Methods()
    {
        var compilation = new CorpusCompilations(corpus).In(Form.AsWritten);
        var methods = compilation.SyntaxTrees.Sum(tree => Mapping(tree, compilation.GetSemanticModel(tree)));
        var race = await Race.Of(rounds, (Ours, compilation));
        Line($"corpus: ms for each of {methods} methods that map or release", race.Median(r => r[0].Own.TotalMilliseconds) / methods, 2);
    }

    private async Task Growth()
    {
        var (few, many) = (In(Few), In(Many));
        var race = await Race.Of(rounds, (Ours, few), (Ours, many));
        Line($"one method, {Few} maps, {10 * Few} statements: ms", race.Median(r => r[0].Own.TotalMilliseconds), null);
        Line($"one method, {Many} maps, {10 * Many} statements: ms", race.Median(r => r[1].Own.TotalMilliseconds), 200);
        Line($"one method: {Many} maps / {Few} maps", race.Median(r => r[1].Own / r[0].Own), null);
    }

    private async Task BesideCa2000(string what, IReadOnlyList<CorpusFile> files)
    {
        var compilations = new CorpusCompilations(corpus with { Files = files });
        var race = await Race.Of(rounds, (Ours, compilations.In(Form.AsWritten)), (Ca2000, compilations.In(Form.Disposable)));
        Line($"{what}: ours, ms", race.Median(r => r[0].Own.TotalMilliseconds), null);
        Line($"{what}: CA2000 on the disposable form, ms", race.Median(r => r[1].Own.TotalMilliseconds), null);
        Line($"{what}: ours / CA2000", race.Median(r => r[0].Own / r[1].Own), 0.3);
    }

    private Compilation In(int maps) => new CorpusCompilations(corpus with { Files = [Inputs.OneMethod(maps)] }).In(Form.AsWritten);

    private static int Mapping(SyntaxTree tree, SemanticModel model) =>
        tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => model.GetSymbolInfo(call).Symbol is IMethodSymbol method && (Names.IsMap(method) || Names.IsRelease(method)))
            .Select(call => call.Ancestors().FirstOrDefault(a => a is MemberDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
            .Distinct().Count();

    private void Line(string what, double value, double? atMost)
    {
        var verdict = atMost is null ? "" : value <= atMost ? "met" : "missed";
        output.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0,-76} {1,9:F3} {2,6} {3}", what, value, atMost?.ToString("0.##", CultureInfo.InvariantCulture) ?? "-", verdict).TrimEnd());
    }
}
