using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>All that is emitted for one architecture.</summary>
public static class ArchitectureEmitter
{
    /// <summary>The generated files, in a fixed order.</summary>
    /// <param name="architecture">A checked model.</param>
    /// <param name="rootNamespace">The namespace that the architecture's own is put into: <c>KernelMm.PageTables</c>.</param>
    public static IEnumerable<EmittedFile> Emit(Architecture architecture, string rootNamespace)
    {
        EmitContext context = new(architecture, $"{rootNamespace}.{architecture.Namespace}");
        yield return ParametersEmitter.Emit(context);
        yield return ConstantsEmitter.Emit(context);
        foreach (LevelName name in EmitContext.AllNames)
        {
            yield return ValueTypeEmitter.Emit(context, name);
        }

        yield return OffsetsEmitter.Emit(context);
        yield return EntryOperationsEmitter.Emit(context);
        yield return PgprotEmitter.Emit(context);
        if (architecture.Swap is { } swap)
        {
            yield return SwapopsEmitter.Emit(context, swap);
        }

        yield return MappingEmitter.Emit(context);
        yield return WalkOpsEmitter.Emit(context);
        yield return PageWalkEmitter.Emit(context);
        yield return TranslateEmitter.Emit(context);
        yield return LeafWalkEmitter.Emit(context);
        yield return LayoutEmitter.Emit(context);
        yield return ArchitectureClassEmitter.Emit(context);
    }
}
