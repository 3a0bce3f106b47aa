namespace KernelMm.Levels.Emit;

/// <summary>The class <c>Pgtable</c>: what Linux has in <c>pgtable.h</c>.</summary>
internal static class PgtableEmitter
{
    public static void Write(EmitContext context, CodeWriter writer)
    {
        writer.Lines(Doc.Summary($"The page tables of {context.Architecture.Name}: {Doc.Escape(context.Architecture.Description)}. What Linux has as functions and macros of <c>pgtable.h</c>, under their names."));
        writer.Open("public static unsafe partial class Pgtable");
        writer.Members([
            .. ConstantsEmitter.Members(context),
            .. OffsetsEmitter.Members(context),
            .. PgprotEmitter.Members(context),
            .. EntryOperationsEmitter.Members(context),
            .. MappingEmitter.Members(context),
        ]);
        writer.Close();
    }
}
