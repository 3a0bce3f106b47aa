using KernelMm.Levels.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Generators;

/// <summary>Tells the compiler what is wrong in level files.</summary>
internal static class Diagnostics
{
    public static void Report(SourceProductionContext production, FileDiagnostics file)
    {
        foreach (LevelFileDiagnostic diagnostic in file.Items)
        {
            production.ReportDiagnostic(Diagnostic.Create(Descriptors.ById[diagnostic.Id], At(file.Path, diagnostic.Span), diagnostic.Message));
        }
    }

    public static void Report(SourceProductionContext production, RegistryModel registry)
    {
        foreach (FileDiagnostics file in registry.Clashes)
        {
            Report(production, file);
        }
    }

    // The compiler counts from 0. It prints lines and columns; the span within the text is not known here, and nothing needs it.
    private static Location At(string path, LevelFileSpan span) => Location.Create(
        path,
        default,
        new LinePositionSpan(
            new LinePosition(span.StartLine - 1, span.StartColumn - 1),
            new LinePosition(span.EndLine - 1, span.EndColumn - 1)));
}
