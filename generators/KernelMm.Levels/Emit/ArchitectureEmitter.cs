using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>All that is emitted for one architecture.</summary>
public static class ArchitectureEmitter
{
    /// <summary>
    /// The generated files, in a fixed order. They are few because the compiler's driver compares the name of each with those of all
    /// others at every run, an edit of something else included.
    /// </summary>
    /// <param name="architecture">A checked model.</param>
    /// <param name="rootNamespace">The namespace that the architecture's own is put into: <c>KernelMm.PageTables</c>.</param>
    public static IEnumerable<EmittedFile> Emit(Architecture architecture, string rootNamespace)
    {
        EmitContext context = new(architecture, $"{rootNamespace}.{architecture.Namespace}");
        yield return SourceFile.Create(context, "Architecture", [ParametersEmitter.Write, ArchitectureClassEmitter.Write]);
        yield return SourceFile.Create(context, "Entries", [.. EmitContext.AllNames.Select(ValueTypeEmitter.Of), PgprotEmitter.Write]);
        yield return SourceFile.Create(context, "Pgtable", [PgtableEmitter.Write]);
        if (architecture.Swap is not null)
        {
            yield return SourceFile.Create(context, "Swapops", [SwapopsEmitter.Write]);
        }

        yield return SourceFile.Create(context, "PageWalk", [WalkOpsEmitter.Write, PageWalkEmitter.Write]);
        yield return SourceFile.Create(context, "HardwareWalk", [HardwareWalkEmitter.Write]);
    }
}
