using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The translation of one address, as the hardware does it.</summary>
internal static class TranslateEmitter
{
    public static void Write(EmitContext context, CodeWriter writer)
    {
        writer.Lines(Head(context));
        writer.Lines("[MethodImpl(AggressiveInlining)]");
        writer.Open($"public static Translation Translate<TMemory>(TMemory memory, PhysicalAddress root, VirtualAddress address{(context.HardwareAsksParameters ? ", Parameters? parameters = null" : string.Empty)})\n    where TMemory : IPageTableMemory");
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

        writer.Blank();
        MarksEmitter.Write(context, writer);
    }

    private static string Head(EmitContext context) => $"""
        /// <summary>Translates one address: what the MMU answers, rights over all levels included. Marks nothing as used.</summary>
        /// <param name="memory">Where the tables lie.</param>
        /// <param name="root">{RootNote(context)}.</param>
        /// <param name="address">Any address; one outside the address space is answered as such.</param>{(context.HardwareAsksParameters ? "\n/// <param name=\"parameters\">What the running kernel decided, if not <see cref=\"Parameters.Default\"/>.</param>" : string.Empty)}
        """;

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

    private static string RootNote(EmitContext context) => context.Architecture.Root switch
    {
        { Type: not null } => "The root register's value: the top table's physical address, and below it what the table is",
        { UpperRegister: not null } => "The top table's physical address: that of the half the address lies in",
        _ => "The top table's physical address",
    };

    private static void Body(EmitContext context, CodeWriter writer)
    {
        RightsPlan rights = new(context);
        Architecture architecture = context.Architecture;
        if (context.HardwareAsksParameters)
        {
            writer.Lines("parameters ??= Parameters.Default;");
        }

        writer.Lines(WalkStart.Canonical(context)).Blank();
        if (rights.Locals.Length > 0)
        {
            writer.Lines(rights.Locals);
        }

        string table = architecture.Root.Type is null ? "root" : LevelTypes.TableOf(architecture);
        writer.Lines($"PhysicalAddress table = {table};\n{context.Word}* slots;\n{context.Word} entry;");
        if (architecture.Levels.Any(level => WalkStart.IsLimited(architecture, level)))
        {
            writer.Lines(WalkStart.RootLimits(architecture));
        }

        if (WalkStart.Jump(context) is { } jump)
        {
            writer.Blank().Lines(jump);
        }

        int coverage = architecture.Address.Bits;
        foreach (Level level in architecture.Levels)
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
        if (WalkStart.IsTarget(context.Architecture, level))
        {
            writer.Lines($"{level.Top}Table:");
        }

        bool isLimited = WalkStart.IsLimited(context.Architecture, level);
        if (isLimited)
        {
            writer.Lines($$"""
                if (Pgtable.{{level.Top}}Index(address) < low || Pgtable.{{level.Top}}Index(address) >= high)
                {
                    return new(TranslationResult.NotMapped, default, {{level.Shift}}, 0, AccessRights.None);
                }

                """);
        }

        string size = isLimited ? $"(ulong)high * {context.EntryBytes}" : $"{level.Entries * context.EntryBytes}";
        writer.Lines($$"""
            slots = ({{context.Word}}*)memory.TableAt(table, new ByteCount({{size}}));
            if (slots is null)
            {
                return new(TranslationResult.TableMissing, table, {{coverage}}, 0, AccessRights.None);
            }

            entry = {{context.InOrder($"memory.ReadOnce(slots + (uint)Pgtable.{level.Top}Index(address))")}};
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
            writer.Blank().Open($"if ({HardwareConditions.LeafCondition(context, level)})");
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

        writer.Lines($"table = new({HardwareConditions.Address(context, level.TableAddress)});");
        if (WalkStart.IsLimited(context.Architecture, context.Below(level)!))
        {
            writer.Lines(WalkStart.Limits(context.Architecture, level));
        }
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
