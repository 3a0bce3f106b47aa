using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The translation of one address, as the hardware does it.</summary>
internal static class TranslateEmitter
{
    public static EmittedFile Emit(EmitContext context) => SourceFile.Create(context, "HardwareWalk.Translate", writer =>
    {
        writer.Lines(Doc.Summary($"What the MMU makes of {context.Architecture.Name}'s tables: translations and leaves, with none of Linux's predicates."));
        writer.Open("public static unsafe partial class HardwareWalk");
        writer.Lines("""
            /// <summary>Translates one address: what the MMU answers, rights over all levels included. Sets no accessed or dirty bit.</summary>
            /// <param name="memory">Where the tables lie.</param>
            /// <param name="root">The top table's physical address.</param>
            /// <param name="address">Any address; one outside the address space is answered as such.</param>
            """);
        writer.Lines("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Open("public static Translation Translate<TMemory>(TMemory memory, PhysicalAddress root, VirtualAddress address)\n    where TMemory : IPageTableMemory");
        Body(context, writer);
        writer.Close();
        writer.Close();
    });

    private static void Body(EmitContext context, CodeWriter writer)
    {
        RightsPlan rights = new(context);
        writer.Lines("""
            if (!Pgtable.IsCanonical(address))
            {
                return new(TranslationResult.NotCanonical, default, 0, 0, AccessRights.None);
            }

            """);
        if (rights.Locals.Length > 0)
        {
            writer.Lines(rights.Locals);
        }

        writer.Lines($"PhysicalAddress table = root;\n{context.Word}* slots;\n{context.Word} entry;");
        int coverage = context.Architecture.Address.Bits;
        foreach (Level level in context.Architecture.Levels)
        {
            writer.Blank();
            Step(context, writer, level, rights, coverage);
            coverage = level.Shift;
        }
    }

    private static void Step(EmitContext context, CodeWriter writer, Level level, RightsPlan rights, int coverage)
    {
        bool isLowest = level.Owner == LevelName.Pte;
        Test leaf = HardwareConditions.Leaf(context, level);
        writer.Lines($$"""
            slots = ({{context.Word}}*)memory.TableAt(table, new ByteCount({{level.Entries * context.EntryBytes}}));
            if (slots is null)
            {
                return new(TranslationResult.TableMissing, table, {{coverage}}, 0, AccessRights.None);
            }

            entry = memory.ReadOnce(slots + (uint)Pgtable.{{level.Top}}Index(address));
            if ({{HardwareConditions.Refused(context, level)}})
            {
                return new(TranslationResult.NotMapped, default, {{level.Shift}}, entry, AccessRights.None);
            }
            """);
        if (isLowest)
        {
            writer.Blank().Lines(Mapped(context, level, rights));
            return;
        }

        if (leaf is not ConstantTest { Value: false })
        {
            writer.Blank().Open($"if ({Expression.Of(leaf, "entry", context.Word)})");
            if (HardwareConditions.Misaligned(context, level) is { } misaligned)
            {
                writer.Open($"if ({misaligned})");
                writer.Lines($"return new(TranslationResult.NotMapped, default, {level.Shift}, entry, AccessRights.None);");
                writer.Close().Blank();
            }

            writer.Lines(Mapped(context, level, rights)).Close();
        }

        writer.Blank();
        if (rights.Advance(level).Length > 0)
        {
            writer.Lines(rights.Advance(level));
        }

        writer.Lines($"table = new({Expression.Address(level.TableAddress, "entry")});");
    }

    private static string Mapped(EmitContext context, Level level, RightsPlan rights) => $$"""
        return new(
            TranslationResult.Mapped,
            new({{HardwareConditions.Target(context, level, "address.Value")}}),
            {{level.Shift}},
            entry,
            {{rights.AtLeaf(level)}});
        """;
}
