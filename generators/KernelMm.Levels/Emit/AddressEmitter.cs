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
        return $$"""
            /// <summary>The physical address of the {{Names.Lower(below)}} table that the entry points to. Means something only where <see cref="Kind"/> is <see cref="EntryKind.Table"/>.</summary>
            public PhysicalAddress TableAddress { [MethodImpl(AggressiveInlining)] get => new({{Expression.Address(level.TableAddress, "_value")}}); }
            """;
    }

    private static string Leaf(EmitContext context, Level level)
    {
        string operand = "_value";
        string remarks = string.Empty;
        if (level.InvertedWhen is { } when)
        {
            remarks = " A complemented address is turned back.";
            operand = $"({Expression.Of(when, "_value", context.Word)} ? ~_value : _value)";
        }

        string address = Expression.Address(level.LeafAddress, operand);
        if (level.Grouped is { } group)
        {
            remarks += $" One of a group gives the group's, a multiple of {Doc.Size(group.Shift)}.";
            address = $"{Expression.Of(group.When, "_value", context.Word)} ? ({address}) & ~0x{Bits.All(group.Shift):x}UL : {address}";
        }

        return $$"""
            /// <summary>The physical address of the first byte that the entry maps as a leaf, a multiple of {{Doc.Size(level.Shift)}}.{{remarks}}</summary>
            public PhysicalAddress LeafAddress { [MethodImpl(AggressiveInlining)] get => new({{address}}); }
            """;
    }

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
