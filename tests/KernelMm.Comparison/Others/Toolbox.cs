using KernelMm.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Comparison.Others;

/// <summary>Ours, the compiler, and whatever lies in the folder <c>others</c> beside this program.</summary>
internal static class Toolbox
{
    public static Tool Ours { get; } = new("KernelMm.Analyzers", [new MappingAnalyzer()]);

    public static IReadOnlyList<Tool> Others { get; } =
    [
        new("C# nullable flow", []),
        .. Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "others")).Order(StringComparer.Ordinal).Select(Load),
    ];

    private static Tool Load(string folder)
    {
        var loader = new ToolLoader(folder);
        return new Tool(
            Path.GetFileName(folder),
            [.. Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal)
                .Where(f => !f.Contains("CodeFix", StringComparison.Ordinal))
                .SelectMany(f => new AnalyzerFileReference(f, loader).GetAnalyzers(LanguageNames.CSharp))]);
    }
}
