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

        return Expression.Of(Tests.Simplify(refused), "entry", context.Word);
    }

    /// <summary>Whether a valid entry maps memory.</summary>
    public static Test Leaf(EmitContext context, Level level) => Tests.WithDefaults(level.Hardware.Leaf, context.Architecture.Parameters);

    /// <summary>Whether a leaf's address is not a multiple of what it covers, where hardware refuses that; else null.</summary>
    public static string? Misaligned(EmitContext context, Level level) =>
        context.Architecture.AlignedLeaves && level.Owner != LevelName.Pte
            ? $"(({Expression.Address(level.TableAddress, "entry")}) & 0x{Bits.All(level.Shift):x}UL) != 0"
            : null;

    /// <summary>The address of the page that a leaf maps; hardware knows no complemented ones.</summary>
    public static string LeafAddress(Level level) => Expression.Address(level.LeafAddress, "entry");
}
