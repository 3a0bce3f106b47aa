using System.Collections.Immutable;
using KernelMm.PageTables.X64;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelMm.Analyzers.Tests;

/// <summary>
/// What every file of the corpus is compiled with: the contracts, the true generated types of x64, and the prelude, which is
/// compiled once and seen as metadata, as in the project of somebody who takes the packages.
/// </summary>
internal static class CorpusCompilation
{
    public static readonly ImmutableArray<MetadataReference> References =
        [.. SourceUnderTest.References, MetadataReference.CreateFromFile(typeof(Pmd).Assembly.Location), Prelude()];

    public const string Usings = """
        global using System;
        global using KernelMm.Contracts;
        global using KernelMm.Corpus;
        global using KernelMm.PageTables.X64;
        global using static KernelMm.Corpus.Kernel;
        global using static KernelMm.PageTables.X64.Pgtable;
        global using static KernelMm.PageTables.X64.Swapops;
        """;

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Corpus",
        [CSharpSyntaxTree.ParseText(Usings, SourceUnderTest.Options, "Usings.cs")],
        References,
        SourceUnderTest.CompilationOptions);

    public static Compilation With(string text, string fileName) =>
        Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, SourceUnderTest.Options, fileName));

    private static PortableExecutableReference Prelude()
    {
        var trees = Directory.EnumerateFiles(Path.Combine(CorpusSource.Folder, "Prelude"), "*.cs").Order()
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), SourceUnderTest.Options, f));
        var compilation = CSharpCompilation.Create(
            "KernelMm.Corpus",
            trees,
            [.. SourceUnderTest.References, MetadataReference.CreateFromFile(typeof(Pmd).Assembly.Location)],
            SourceUnderTest.CompilationOptions);
        SourceUnderTest.MustCompile(compilation);
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success, "the prelude is not emitted");
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
