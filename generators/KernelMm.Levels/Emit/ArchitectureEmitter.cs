using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>All that is emitted for one architecture.</summary>
public static class ArchitectureEmitter
{
    /// <summary>The generated files, in a fixed order.</summary>
    /// <param name="architecture">A checked model.</param>
    /// <param name="rootNamespace">The namespace that the architecture's own is put into: <c>KernelMm.PageTables</c>.</param>
    public static IEnumerable<EmittedFile> Emit(Architecture architecture, string rootNamespace) => [];
}
