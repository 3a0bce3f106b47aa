using System.Globalization;

namespace KernelMm.Tests.Differential;

/// <summary>A mapping as both sides tell of it.</summary>
/// <param name="Start">The first address.</param>
/// <param name="End">The exclusive end.</param>
/// <param name="Rights">Bits: read, write, execute, shared.</param>
/// <param name="Offset">Of shared memory, in bytes; else 0.</param>
/// <param name="Of">Which shared memory, numbered in the order in which it was first seen; else 0.</param>
internal readonly record struct Seen(ulong Start, ulong End, ulong Rights, ulong Offset, ulong Of)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Start:x}-{End:x} {((Rights & 1) != 0 ? 'r' : '-')}{((Rights & 2) != 0 ? 'w' : '-')}{((Rights & 4) != 0 ? 'x' : '-')}{((Rights & 8) != 0 ? 's' : 'p')} {Offset:x} of {Of}");
}

/// <summary>What came of a call.</summary>
/// <param name="Result">What it answered: an address, 0, or an errno below zero; of a touch that was not allowed, 1000 and the signal, below zero.</param>
/// <param name="Value">What a load read.</param>
/// <param name="Mappings">All mappings then, but those that were there at the beginning.</param>
/// <param name="Resident">What mincore answered.</param>
internal sealed record Outcome(long Result, ulong Value, Seen[] Mappings, byte[] Resident)
{
    /// <summary>In what two differ, in words; null where they are alike.</summary>
    public string? Difference(Outcome other)
    {
        if (Result != other.Result)
        {
            return $"it answered {Text(Result)}, not {Text(other.Result)}";
        }

        if (Value != other.Value)
        {
            return $"it read {Value:x}, not {other.Value:x}";
        }

        if (!Mappings.AsSpan().SequenceEqual(other.Mappings))
        {
            return $"it left{Environment.NewLine}{Lines(Mappings)}{Environment.NewLine}and not{Environment.NewLine}{Lines(other.Mappings)}";
        }

        return Resident.AsSpan().SequenceEqual(other.Resident) ? null : $"resident is {Bits(Resident)}, not {Bits(other.Resident)}";
    }

    private static string Text(long result) => result < 0 ? ((Errno)(int)-result).ToString() : "0x" + result.ToString("x", CultureInfo.InvariantCulture);

    private static string Lines(Seen[] mappings) => string.Join(Environment.NewLine, mappings.Select(seen => "  " + seen));

    private static string Bits(byte[] resident) => string.Concat(resident.Select(page => page.ToString("x", CultureInfo.InvariantCulture)));
}
