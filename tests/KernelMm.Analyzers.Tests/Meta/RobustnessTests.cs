using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelMm.Analyzers.Tests.Meta;

/// <summary>No analyzer throws on any input: half-typed code is what an editor shows them most of the time.</summary>
public sealed class RobustnessTests
{
    private const int Deletions = 3000;

    [Fact]
    public async Task Thousands_of_random_token_deletions_make_nothing_throw()
    {
        var random = new Random(20230608);
        var corpus = Sources.OfDiagnosticTests().Select(r => r.Data.Item2)
            .Concat(CorpusSource.All.Where(s => s.Room == "Shapes").Select(s => s.Text))
            .Select(s => CSharpSyntaxTree.ParseText(s, SourceUnderTest.Options).GetRoot())
            .ToList();
        var compilation = SourceUnderTest.Compile("");
        var empty = compilation.SyntaxTrees.Last();

        // Many variants go into one compilation, each in a namespace of its own: one round of binding for all.
        const int InOne = 100;
        for (var done = 0; done < Deletions; done += InOne)
        {
            var text = new StringBuilder();
            for (var i = 0; i < InOne; i++)
            {
                text.Append("namespace N").Append(i).Append("\n{\n").Append(WithoutSomeTokens(corpus[random.Next(corpus.Count)], random)).Append("\n}\n");
            }

            var broken = compilation.ReplaceSyntaxTree(empty, CSharpSyntaxTree.ParseText(text.ToString(), SourceUnderTest.Options, "Broken.cs"));
            await SourceUnderTest.Analyze(broken);
        }
    }

    private static string WithoutSomeTokens(SyntaxNode root, Random random)
    {
        var tokens = root.DescendantTokens().ToList();
        var gone = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(tokens.Count)).ToHashSet();
        return string.Concat(tokens.Where((_, i) => !gone.Contains(i)).Select(t => t.ToFullString()));
    }

    [Fact]
    public async Task The_analyzers_own_sources_are_clean()
    {
        var folder = Path.Combine(RuleCompletenessTests.RepositoryRoot(), "analyzers");
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var compilation = CSharpCompilation.Create(
            "Own",
            sources.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), SourceUnderTest.Options, f)),
            SourceUnderTest.References,
            SourceUnderTest.CompilationOptions);
        Assert.Empty(await SourceUnderTest.Analyze(compilation));
    }
}
