using KernelMm.Levels.Model;

namespace KernelMm.Levels.Parsing;

/// <summary>What came of a level file: a model, or at least one diagnostic.</summary>
/// <param name="Architecture">The model, or null where something is wrong.</param>
/// <param name="Diagnostics">What is wrong, in the file's order.</param>
public sealed record LevelFileResult(Architecture? Architecture, EquatableArray<LevelFileDiagnostic> Diagnostics);
