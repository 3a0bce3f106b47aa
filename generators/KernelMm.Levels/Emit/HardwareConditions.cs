using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>What the MMU asks of an entry named <c>entry</c>, as C# conditions.</summary>
internal static class HardwareConditions
{
    /// <summary>Whether the MMU refuses the entry: not valid, reserved bits, or a table where there is no level below.</summary>
    public static string Refused(EmitContext context, Level level)
    {
        Test valid = Tests.WithDefaults(level.Hardware.Valid, context.Architecture.Parameters);
        Test refused = new NotTest(valid);
        if (level.Hardware.Fault is { } fault)
        {
            refused = new AnyTest(EquatableArray.Of(refused, Tests.WithDefaults(fault, context.Architecture.Parameters)));
        }

        if (level.Owner == LevelName.Pte)
        {
            refused = new AnyTest(EquatableArray.Of(refused, new NotTest(Leaf(context, level))));
        }

        if (UndefinedGroup(level) is { } undefined)
        {
            refused = new AnyTest(EquatableArray.Of(refused, undefined));
        }

        // Where all entries or none are valid, the condition is a constant; written as one, the compiler would warn of code that is
        // never reached.
        return Expression.Of(Tests.Simplify(refused), "entry", context.Word) switch
        {
            "true" => "(entry & 0) == 0",
            "false" => "(entry & 0) != 0",
            string condition => condition,
        };
    }

    /// <summary>Whether a valid entry maps memory.</summary>
    public static Test Leaf(EmitContext context, Level level) => Tests.WithDefaults(level.Hardware.Leaf, context.Architecture.Parameters);

    /// <summary>Whether a leaf's address is not a multiple of what it covers, where hardware refuses that; else null.</summary>
    public static string? Misaligned(EmitContext context, Level level) =>
        context.Architecture.AlignedLeaves && level.Owner != LevelName.Pte
            ? $"(({Expression.Address(level.TableAddress, "entry")}) & 0x{Bits.All(level.Shift):x}UL) != 0"
            : null;

    /// <summary>Where a leaf takes an address to; hardware knows no complemented ones.</summary>
    /// <param name="context">The architecture.</param>
    /// <param name="level">The leaf's level.</param>
    /// <param name="address">A C# expression of type <see cref="ulong"/>: the virtual address.</param>
    public static string Target(EmitContext context, Level level, string address)
    {
        string page = Expression.Address(level.HardwareLeafAddress, "entry");
        string offset = $"0x{Bits.All(level.Shift):x}UL";
        return level.Grouped is { } group
            ? $"{Expression.Of(group.When, "entry", context.Word)} ? (({page}) & ~0x{Bits.All(group.Shift):x}UL) | ({address} & 0x{Bits.All(group.Shift):x}UL) : ({page}) | ({address} & {offset})"
            : $"({page}) | ({address} & {offset})";
    }

    // One of a group by its bit, and not by its address, whose bits below the group's size must be 10…0.
    private static AllTest? UndefinedGroup(Level level) => level.Grouped is not { } group ? null
        : new AllTest(EquatableArray.Of<Test>(
            group.When,
            new NotTest(new EqualsTest(EntryBits(level, level.Shift, group.Shift - 1), EntryBits(level, group.Shift - 1, group.Shift - 1)))));

    // The entry's bits that hold these bits of the address.
    private static ulong EntryBits(Level level, int low, int high) => level.LeafAddress
        .Where(slice => slice.At <= high && slice.AtHigh >= low)
        .Select(slice => Bits.Mask(slice.Low + Math.Min(high, slice.AtHigh) - slice.At, slice.Low + Math.Max(low, slice.At) - slice.At))
        .Aggregate(0UL, (mask, bits) => mask | bits);
}
