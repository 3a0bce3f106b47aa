using System.Text.RegularExpressions;
using KernelMm.Generators.Tests.Driving;
using KernelMm.Levels.Emit;
using KernelMm.Levels.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelMm.Generators.Tests.Mutants;

/// <summary>
/// Compiles what is emitted, and nothing twice. Each file that differs in any way is parsed, doc comments included; what is the same
/// but for comments and the content of strings binds the same, and is bound once.
/// </summary>
internal sealed class CompileOnce
{
    private static readonly Regex Words = new("""^ *//.*\n|"(?:[^"\\\n]|\\.)*" """.TrimEnd(), RegexOptions.Multiline | RegexOptions.Compiled);

    private readonly CSharpCompilation _empty = Project.Compilation();
    private readonly HashSet<Architecture> _models = [];
    private readonly HashSet<string> _bound = [];
    private readonly Dictionary<string, (SyntaxTree Tree, string Code)> _files = [];

    /// <summary>How many models were different in what the compiler has to bind.</summary>
    public int Bound => _bound.Count;

    /// <summary>The compiler's errors and warnings for a model that has not come up yet.</summary>
    /// <param name="architecture">The model.</param>
    /// <param name="emit">Emits its files; who asks may look at the clock meanwhile.</param>
    public string[] Complaints(Architecture architecture, Func<Architecture, IReadOnlyList<EmittedFile>> emit)
    {
        if (!_models.Add(architecture))
        {
            return [];
        }

        List<SyntaxTree> trees = [];
        List<string> code = [];
        List<string> complaints = [];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (EmittedFile file in emit(architecture))
        {
            // The compiler throws where two files have one name.
            Assert.True(names.Add(file.HintName), file.HintName);
            if (!_files.TryGetValue(file.Text, out (SyntaxTree Tree, string Code) known))
            {
                known = (CSharpSyntaxTree.ParseText(file.Text, Project.ParseOptions, file.HintName), Words.Replace(file.Text, "\n"));
                complaints.AddRange(known.Tree.GetDiagnostics().Select(diagnostic => diagnostic.ToString()));
                _files.Add(file.Text, known);
            }

            trees.Add(known.Tree);
            code.Add(known.Code);
        }

        return _bound.Add(string.Concat(code))
            ? [.. complaints, .. Bind(trees)]
            : [.. complaints];
    }

    private IEnumerable<string> Bind(IEnumerable<SyntaxTree> trees) => _empty.AddSyntaxTrees(trees).GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Select(diagnostic => diagnostic.ToString());
}
