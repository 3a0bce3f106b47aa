using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelMm.Analyzers.Tests.Meta;

/// <summary>
/// Silence about the well-formed shapes is worth something only if each of them is followed to its end: whichever release is
/// taken out of it, somebody has to notice.
/// </summary>
public sealed class SensitivityTests
{
    public static TheoryData<string, int> Releases
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var shape in CorpusSource.All.Where(s => s.Room == "Shapes"))
            {
                // A struct that carries its mapping out of the method may release it anywhere.
                var count = shape.Number == "04" ? 0 : ReleasesIn(Parse(shape)).Count();
                for (var i = 0; i < count; i++)
                {
                    all.Add(shape.FileName, i);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task A_shape_without_one_of_its_releases_is_reported(string shape, int release)
    {
        var root = Parse(CorpusSource.Named(shape));
        var broken = root.ReplaceNode(ReleasesIn(root).ElementAt(release), SyntaxFactory.ParseStatement("Use(\"forgotten\");\n"));
        var compilation = CorpusCompilation.With(broken.ToFullString(), shape);
        SourceUnderTest.MustCompile(compilation);
        Assert.Contains(await SourceUnderTest.Analyze(compilation), d => d.Id == "KMM0004");
    }

    private static SyntaxNode Parse(CorpusSource shape) => CSharpSyntaxTree.ParseText(shape.Text, SourceUnderTest.Options).GetRoot();

    private static IEnumerable<ExpressionStatementSyntax> ReleasesIn(SyntaxNode root) =>
        root.DescendantNodes().OfType<ExpressionStatementSyntax>().Where(s =>
            s.ToString() is var text && (text.StartsWith("PteUnmap", StringComparison.Ordinal) || text.Contains(".SpinUnlock", StringComparison.Ordinal)));
}
