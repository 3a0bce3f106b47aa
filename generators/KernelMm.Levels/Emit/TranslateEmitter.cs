using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The translation of one address, as the hardware does it.</summary>
internal static class TranslateEmitter
{
    public static EmittedFile Emit(EmitContext context) => SourceFile.Create(context, "HardwareWalk.Translate", writer =>
    {
        writer.Lines(Doc.Summary($"What the MMU makes of {context.Architecture.Name}'s tables: translations and leaves, with none of Linux's predicates."));
        writer.Open("public static unsafe partial class HardwareWalk");
        writer.Lines($"""
            /// <summary>Translates one address: what the MMU answers, rights over all levels included. Sets no accessed or dirty bit.</summary>
            /// <param name="memory">Where the tables lie.</param>
            /// <param name="root">The top table's physical address{RootNote(context)}.</param>
            /// <param name="address">Any address; one outside the address space is answered as such.</param>
            """);
        writer.Lines("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Open("public static Translation Translate<TMemory>(TMemory memory, PhysicalAddress root, VirtualAddress address)\n    where TMemory : IPageTableMemory");
        Body(context, writer);
        writer.Close();
        if (context.Architecture.Root.UpperRegister is { } upper)
        {
            writer.Blank().Lines(Halves(context.Architecture, upper));
        }

        if (new RightsPlan(context).Shared is { } rights)
        {
            writer.Blank().Lines(rights);
        }

        if (context.Pte.Hardware.UserWritableDeniesKernelExecute)
        {
            writer.Blank().Lines(UserWritable);
        }

        writer.Close();
    });

    private const string UserWritable = """
        // Privileged code executes nothing that user code may write.
        private static AccessRights WithoutUserWritableExecute(AccessRights rights) =>
            (rights & (AccessRights.User | AccessRights.Write)) == (AccessRights.User | AccessRights.Write) ? rights & ~AccessRights.KernelExecute : rights;
        """;

    private static string Halves(Architecture architecture, string upper) => $$"""
        /// <summary>Translates one address by the root of the half it lies in.</summary>
        /// <param name="memory">Where the tables lie.</param>
        /// <param name="lower">The physical address of the lower half's top table, as {{Doc.Escape(architecture.Root.Register)}} has it.</param>
        /// <param name="upper">The physical address of the upper half's top table, as {{Doc.Escape(upper)}} has it.</param>
        /// <param name="address">Any address; one outside the address space is answered as such.</param>
        public static Translation Translate<TMemory>(TMemory memory, PhysicalAddress lower, PhysicalAddress upper, VirtualAddress address)
            where TMemory : IPageTableMemory => Translate(memory, (long)address.Value < 0 ? upper : lower, address);
        """;

    private static string RootNote(EmitContext context) => context.Architecture.Root.UpperRegister is null ? string.Empty : ": that of the half the address lies in";

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
