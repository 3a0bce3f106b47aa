namespace KernelMm.Levels.Emit;

/// <summary>The class <c>HardwareWalk</c>: what the MMU does.</summary>
internal static class HardwareWalkEmitter
{
    public static void Write(EmitContext context, CodeWriter writer)
    {
        writer.Lines(Doc.Summary($"What the MMU makes of {context.Architecture.Name}'s tables: translations and leaves, with none of Linux's predicates."));
        writer.Open("public static unsafe partial class HardwareWalk");
        TranslateEmitter.Write(context, writer);
        LeafWalkEmitter.Write(context, writer.Blank());
        writer.Close();
    }
}
