using KernelMm.Comparison.Corpus;
using KernelMm.Contracts;
using KernelMm.PageTables.X64;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelMm.Comparison.Forms;

/// <summary>
/// The whole corpus as one compilation, each file in a namespace of its own, in each form. What the files call is metadata to
/// them, as to the user of a package.
/// </summary>
internal sealed class CorpusCompilations
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly IReadOnlyList<MetadataReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(MayFailAttribute).Assembly.Location)
            .Append(typeof(Pmd).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private readonly CSharpCompilation _prelude;
    private readonly CSharpCompilation _asWritten;

    public CorpusCompilations(CorpusFolder corpus)
    {
        _prelude = Compile("KernelMm.Corpus", corpus.Prelude.Select(f => Parse(f.Text, f.Path)), Platform);
        _asWritten = Compile("Corpus", corpus.Files.Select(Alone).Append(Parse(Usings("KernelMm.PageTables.X64.Pgtable"), "Usings.cs")), [.. Platform, Emit(_prelude)]);
    }

    public Compilation In(Form form) => form == Form.AsWritten ? _asWritten : Derive(form);

    private CSharpCompilation Derive(Form form)
    {
        var usings = Usings("KernelMm.Derived.Pgtable") + "\nglobal using PtePtr = KernelMm.Derived.PtePtr;\n";
        var derivedUsings = Parse(usings.Replace("global using static KernelMm.Corpus.Kernel;", "", StringComparison.Ordinal), "Usings.cs");
        var family = Parse(new DerivedFamily(_asWritten, form).ToString(), "Family.cs");
        var prelude = Compile("KernelMm.Corpus", [family, derivedUsings, .. Rewritten(_prelude, form)], Platform);
        return Compile("Corpus", [Parse(usings, "Usings.cs"), .. Rewritten(_asWritten, form).Where(t => t.FilePath != "Usings.cs")], [.. Platform, Emit(prelude)]);
    }

    private static IEnumerable<SyntaxTree> Rewritten(CSharpCompilation compilation, Form form) =>
        compilation.SyntaxTrees.Select(tree =>
            Parse(new Derivation(compilation.GetSemanticModel(tree), form).Visit(tree.GetRoot())!.ToFullString(), tree.FilePath));

    // In a namespace of its own, and no line moved.
    private static SyntaxTree Alone(CorpusFile file)
    {
        var root = (CompilationUnitSyntax)Parse(file.Text, file.Path).GetRoot();
        var at = root.Members[0].GetFirstToken().SpanStart;
        var name = new string([.. file.Name.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);
        return Parse(file.Text.Insert(at, $"namespace Corpus.{file.Room}._{name}; "), file.Path);
    }

    private static string Usings(string family) => $"""
        global using System;
        global using KernelMm.Contracts;
        global using KernelMm.Corpus;
        global using KernelMm.PageTables.X64;
        global using static KernelMm.Corpus.Kernel;
        global using static {family};
        global using static KernelMm.PageTables.X64.Swapops;
        """;

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private static CSharpCompilation Compile(string name, IEnumerable<SyntaxTree> trees, IReadOnlyList<MetadataReference> references)
    {
        var compilation = CSharpCompilation.Create(name, trees, references, Options);
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return errors.Count == 0
            ? compilation
            : throw new InvalidOperationException($"The corpus does not compile as {name}:\n{string.Join('\n', errors.Take(40))}");
    }

    private static PortableExecutableReference Emit(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        _ = compilation.Emit(image);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
