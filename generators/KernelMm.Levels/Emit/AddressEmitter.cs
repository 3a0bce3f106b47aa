using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Where an entry leads: the next table's address, the page's frame.</summary>
internal static class AddressEmitter
{
    public static IEnumerable<string> Emit(EmitContext context, Level level)
    {
        if (level.Owner != LevelName.Pte)
        {
            yield return Table(context, level);
        }

        yield return Leaf(context, level);
        yield return Pfn(context, level);
    }

    private static string Table(EmitContext context, Level level)
    {
        LevelName below = context.Below(level)!.Top;
        string doc = $"/// <summary>The physical address of the {Names.Lower(below)} table that the entry points to. Means something only where <see cref=\"Kind\"/> is <see cref=\"EntryKind.Table\"/>.</summary>";
        string held = level.Owner == LevelName.Pmd ? "[HoldsFor(SlotStates.Table)]\n" : string.Empty;
        string table = $"{doc}\n{held}public PhysicalAddress TableAddress {{ [MethodImpl(AggressiveInlining)] get => new({Expression.Address(context.ByDefault(level.TableAddress), context.Value)}); }}";
        int offset = context.Below(level)!.LinuxTableOffset;
        return offset == 0 ? table : $$"""
            {{table}}

            /// <summary>The physical address of Linux's own {{Names.Lower(below)}} table, {{Math.Abs(offset)}} bytes {{(offset < 0 ? "before" : "behind")}} the hardware's at <see cref="TableAddress"/>.</summary>
            public PhysicalAddress LinuxTableAddress { [MethodImpl(AggressiveInlining)] get => new(TableAddress.Value {{(offset < 0 ? "-" : "+")}} {{Math.Abs(offset)}}UL); }
            """;
    }

    private static string Leaf(EmitContext context, Level level)
    {
        string operand = context.Value;
        string remarks = string.Empty;
        if (level.InvertedWhen is { } when)
        {
            remarks = " A complemented address is turned back.";
            operand = $"({Expression.Of(context.ByDefault(when), context.Value, context.Word)} ? ~{context.Value} : {context.Value})";
        }

        EntryGroup? group = GroupOf(level);
        if (group is not null)
        {
            remarks += $" One of a group gives the group's, a multiple of {Doc.Size(group.Shift)}.";
        }

        string doc = $"/// <summary>The physical address of the first byte that the entry maps as a leaf, a multiple of {Doc.Size(level.Shift)}.{remarks}</summary>";
        string address = Grouped(context, group, Expression.Address(context.ByDefault(level.LeafAddress), operand), operand, null, context.Value);
        return $"{doc}\npublic PhysicalAddress LeafAddress {{ [MethodImpl(AggressiveInlining)] get => new({address}); }}";
    }

    // Where Linux has a table of its own, its entries make no groups.
    private static EntryGroup? GroupOf(Level level) => level.LinuxTableOffset == 0 ? level.Grouped : null;

    private static string Grouped(EmitContext context, EntryGroup? group, string address, string operand, string? parameters, string value)
    {
        if (group is null)
        {
            return address;
        }

        string page = group.Address.Count > 0
            ? Expression.Address(parameters is null ? context.ByDefault(group.Address) : group.Address, operand, parameters)
            : $"({address}) & ~0x{Bits.All(group.Shift):x}UL";
        return $"{Expression.Of(context.ByDefault(group.When), value, context.Word)} ? {page} : {address}";
    }

    /// <summary>Where an entry named <c>entry</c> leads as a kernel with given parameters reads it.</summary>
    public static string Asked(EmitContext context, Level level, bool isLeaf)
    {
        EquatableArray<Slice> slices = isLeaf ? level.LeafAddress : level.TableAddress;
        if (!DependsOnParameters(slices))
        {
            return isLeaf ? "entry.LeafAddress" : "entry.TableAddress";
        }

        string operand = isLeaf && level.InvertedWhen is { } when
            ? $"({Expression.Of(context.ByDefault(when), "entry.Value", context.Word)} ? ~entry.Value : entry.Value)"
            : "entry.Value";
        string address = Expression.Address(slices, operand, "parameters");
        return $"new({(isLeaf ? Grouped(context, GroupOf(level), address, operand, "parameters", "entry.Value") : address)})";
    }

    /// <summary>Whether some bits of an address are not always its.</summary>
    private static bool DependsOnParameters(EquatableArray<Slice> slices) => slices.Any(slice => slice.When is not null);

    private static string Pfn(EmitContext context, Level level)
    {
        bool mayBeLeaf = level.Owner == LevelName.Pte
            || level.Predicates.Any(predicate => predicate.Name == "leaf" && predicate.Test is not ConstantTest { Value: false });
        string address = level.Owner == LevelName.Pte ? "LeafAddress" : level.LeafWhen is not null ? "(Kind == EntryKind.Leaf ? LeafAddress : TableAddress)" : mayBeLeaf ? "(Leaf ? LeafAddress : TableAddress)" : "TableAddress";
        return $$"""
            /// <summary>The page frame the entry leads to: the first one it maps, or that of the next table. In Linux: <c>{{Names.Lower(level.Owner)}}_pfn</c>.</summary>
            public Pfn Pfn => new({{address}}.Value >> {{context.Architecture.PageShift}});
            """;
    }
}
