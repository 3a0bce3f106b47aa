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
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "WellFormed");

    public static TheoryData<string, int> Releases
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var file in Directory.EnumerateFiles(Folder).Order())
            {
                // A struct that carries its mapping out of the method may release it anywhere.
                var count = file.Contains("04-hand-off", StringComparison.Ordinal) ? 0 : ReleasesIn(Parse(file)).Count();
                for (var i = 0; i < count; i++)
                {
                    all.Add(Path.GetFileName(file), i);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task A_shape_without_one_of_its_releases_is_reported(string shape, int release)
    {
        var root = Parse(Path.Combine(Folder, shape));
        var broken = root.ReplaceNode(ReleasesIn(root).ElementAt(release), SyntaxFactory.ParseStatement("Note(\"forgotten\");\n"));
        var compilation = SourceUnderTest.Compile(broken.ToFullString());
        SourceUnderTest.MustCompile(compilation);
        Assert.Contains(await SourceUnderTest.Analyze(compilation), d => d.Id == "KMM0004");
    }

    private static SyntaxNode Parse(string file) => CSharpSyntaxTree.ParseText(File.ReadAllText(file), SourceUnderTest.Options).GetRoot();

    private static IEnumerable<ExpressionStatementSyntax> ReleasesIn(SyntaxNode root) =>
        root.DescendantNodes().OfType<ExpressionStatementSyntax>().Where(s =>
            s.ToString() is var text && (text.StartsWith("PteUnmap", StringComparison.Ordinal) || text.Contains(".SpinUnlock", StringComparison.Ordinal)));
}
