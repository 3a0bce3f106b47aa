using KernelMm.Levels.Parsing;
using Microsoft.CodeAnalysis;

namespace KernelMm.Generators;

/// <summary>The compiler's view of the table of mistakes.</summary>
internal static class Descriptors
{
    // The sentences are made where the mistake is found, so the compiler's format passes them through.
    public static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> ById = LevelDiagnostics.All.ToDictionary(
        static kind => kind.Id,
        static kind => new DiagnosticDescriptor(kind.Id, kind.Title, "{0}", "LevelFile", DiagnosticSeverity.Error, isEnabledByDefault: true));
}
