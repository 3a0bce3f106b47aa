using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Levels that a running kernel folds, as the entries say themselves: conditions and numbers in C#.</summary>
internal static class LevelTypes
{
    /// <summary>Whether an entry of a level is really one of a lower level: its type says so.</summary>
    /// <param name="context">The architecture.</param>
    /// <param name="level">The level that the entry is taken for.</param>
    /// <param name="value">A C# expression: the entry's value.</param>
    public static string IsLower(EmitContext context, Level level, string value) =>
        $"({value} & {Expression.Hex(level.Type!.Mask, context.Word)}) < {Expression.Hex((ulong)level.TypeValue << level.Type.Low, context.Word)}";

    /// <summary>Whether there may be an entry of a lower level in the place of one of this level.</summary>
    public static bool MayBeLower(Level level) => level is { Type: not null, TypeValue: > 0 };

    /// <summary>The levels at which a walk may start, highest first, with the root's type of each.</summary>
    public static IEnumerable<Level> Starts(Architecture architecture) => architecture.Levels.Where(level => level.Type is not null);

    /// <summary>How many bits of an address are translated by a walk that starts at a level.</summary>
    public static int AddressBits(Architecture architecture, Level level) => level.Shift + level.IndexBits;

    /// <summary>The top table's physical address in a root value named <c>root</c>.</summary>
    public static string TableOf(Architecture architecture) => $"new(root.Value & 0x{AddressMask(architecture):x}UL)";

    /// <summary>The bits of a root value that are the top table's address.</summary>
    public static ulong AddressMask(Architecture architecture) =>
        architecture.Root.Address.Aggregate(0UL, (mask, slice) => mask | Bits.Mask(slice.AtHigh, slice.At));

    /// <summary>A number that some bits of a value hold, as an <c>int</c>.</summary>
    public static string Number(EntryBitRange bits, string value) => $"((int)({value} >> {bits.Low}) & {(1 << (bits.High - bits.Low + 1)) - 1})";

    /// <summary>The first entry that a table has, as an <c>int</c>.</summary>
    public static string First(TableLimits limits, string value) => limits.From is { } from ? $"{Number(from, value)} * {limits.Unit}" : "0";

    /// <summary>The number behind the last entry that a table has, as an <c>int</c>; never more than <paramref name="entries"/>.</summary>
    public static string End(TableLimits limits, string value, int entries)
    {
        string end = $"({Number(limits.To, value)} + 1) * {limits.Unit}";
        return ((long)(1 << (limits.To.High - limits.To.Low + 1)) * limits.Unit) > entries ? $"Math.Min({end}, {entries})" : end;
    }
}
