using KernelMm.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelMm.Benchmarks.Generating;

/// <summary>A user's project in memory, and what the compiler's driver makes of it.</summary>
internal static class Project
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp12);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "KernelMm.Contracts.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static GeneratorDriver Driver(IEnumerable<AdditionalText> files) => Driver(new LevelsGenerator(), files);

    public static GeneratorDriver Driver(IIncrementalGenerator generator, IEnumerable<AdditionalText> files) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], files, Options);

    /// <summary>A project of one file of its own.</summary>
    public static CSharpCompilation Compilation(int edit = 0) => CSharpCompilation.Create(
        "User",
        [CSharpSyntaxTree.ParseText($"class User {{ const int Edit = {edit}; }}", Options)],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Parses texts as the compiler does what is generated.</summary>
    public static SyntaxTree[] Parse(IEnumerable<string> texts) => [.. texts.Select(text => CSharpSyntaxTree.ParseText(text, Options))];
}
