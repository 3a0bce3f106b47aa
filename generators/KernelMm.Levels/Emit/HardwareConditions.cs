using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>What the MMU asks of an entry named <c>entry</c>, as C# conditions.</summary>
internal static class HardwareConditions
{
    /// <summary>Whether the MMU refuses the entry: not valid, reserved bits, or a table where there is no level below.</summary>
    public static string Refused(EmitContext context, Level level)
    {
        Test refused = new NotTest(context.Hardware(level.Hardware.Valid));
        if (level.Hardware.Fault is { } fault)
        {
            refused = new AnyTest(EquatableArray.Of(refused, context.Hardware(fault)));
        }

        // An entry of another level than the table's is none of the table's.
        if (level.Type is { } type)
        {
            refused = new AnyTest(EquatableArray.Of<Test>(refused, new NotTest(new EqualsTest(type.Mask, (ulong)level.TypeValue << type.Low))));
        }

        if (level.Owner == LevelName.Pte)
        {
            refused = new AnyTest(EquatableArray.Of(refused, new NotTest(Leaf(context, level))));
        }

        if (UndefinedGroup(context, level) is { } undefined)
        {
            refused = new AnyTest(EquatableArray.Of(refused, undefined));
        }

        // Where all entries or none are valid, the condition is a constant; written as one, the compiler would warn of code that is
        // never reached.
        return Expression.Of(Tests.Simplify(refused), "entry", context.Word, context.HardwareParametersName) switch
        {
            "true" => "(entry & 0) == 0",
            "false" => "(entry & 0) != 0",
            string condition => condition,
        };
    }

    /// <summary>Whether a valid entry maps memory.</summary>
    public static Test Leaf(EmitContext context, Level level) => context.Hardware(level.Hardware.Leaf);

    /// <summary>Whether a valid entry maps memory, as a condition.</summary>
    public static string LeafCondition(EmitContext context, Level level) => Expression.Of(Leaf(context, level), "entry", context.Word, context.HardwareParametersName);

    /// <summary>The address that bits of an entry hold, as the MMU reads them.</summary>
    public static string Address(EmitContext context, EquatableArray<Slice> slices) => context.HardwareAsksParameters
        ? Expression.Address(slices, "entry", "parameters")
        : Expression.Address(context.ByDefault(slices), "entry");

    /// <summary>Whether a leaf's address is not a multiple of what it covers, where hardware refuses that; else null.</summary>
    public static string? Misaligned(EmitContext context, Level level) =>
        context.Architecture.AlignedLeaves && level.Owner != LevelName.Pte
            ? $"(({Address(context, level.TableAddress)}) & 0x{Bits.All(level.Shift):x}UL) != 0"
            : null;

    /// <summary>Where a leaf takes an address to; hardware knows no complemented ones.</summary>
    /// <param name="context">The architecture.</param>
    /// <param name="level">The leaf's level.</param>
    /// <param name="address">A C# expression of type <see cref="ulong"/>: the virtual address.</param>
    public static string Target(EmitContext context, Level level, string address)
    {
        string page = Address(context, level.HardwareLeafAddress);
        string offset = $"0x{Bits.All(level.Shift):x}UL";
        if (level.Grouped is not { } group)
        {
            return $"({page}) | ({address} & {offset})";
        }

        string when = Expression.Of(context.Hardware(group.When), "entry", context.Word, context.HardwareParametersName);
        string groupPage = group.Address.Count > 0 ? $"({Address(context, group.Address)})" : $"(({page}) & ~0x{Bits.All(group.Shift):x}UL)";
        return $"{when} ? {groupPage} | ({address} & 0x{Bits.All(group.Shift):x}UL) : ({page}) | ({address} & {offset})";
    }

    // One of a group by its bit, and not by its address, whose bits below the group's size must be 10…0.
    private static AllTest? UndefinedGroup(EmitContext context, Level level) => level.Grouped is not { Address.Count: 0 } group ? null
        : new AllTest(EquatableArray.Of<Test>(
            context.Hardware(group.When),
            new NotTest(new EqualsTest(EntryBits(level, level.Shift, group.Shift - 1), EntryBits(level, group.Shift - 1, group.Shift - 1)))));

    // The entry's bits that hold these bits of the address.
    private static ulong EntryBits(Level level, int low, int high) => level.LeafAddress
        .Where(slice => slice.At <= high && slice.AtHigh >= low)
        .Select(slice => Bits.Mask(slice.Low + Math.Min(high, slice.AtHigh) - slice.At, slice.Low + Math.Max(low, slice.At) - slice.At))
        .Aggregate(0UL, (mask, bits) => mask | bits);
}
