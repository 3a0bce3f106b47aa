using KernelMm.Contracts;

namespace KernelMm.Cli.Commands;

/// <summary>The addresses of interest.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last, inclusive, so that the end of the address space can be in it.</param>
internal readonly record struct AddressRange(VirtualAddress First, VirtualAddress Last)
{
    /// <summary>Reads <c>--from</c> and <c>--to</c>.</summary>
    /// <param name="layout">Which addresses there are at all.</param>
    /// <param name="from">The first address, or null for the first there is.</param>
    /// <param name="to">The address behind the last, 0 or null for the end of the address space.</param>
    public static AddressRange Parse(ArchitectureLayout layout, string? from, string? to)
    {
        ulong first = from is null ? 0 : Hexadecimal.Parse(from, "--from");
        ulong end = to is null ? 0 : Hexadecimal.Parse(to, "--to");
        AddressRange range = new(new VirtualAddress(first), new VirtualAddress(unchecked(end - 1)));
        if (range.First > range.Last)
        {
            throw new InputException($"The range from {range.First} up to, but not including, {new VirtualAddress(end)} is empty.");
        }

        return range.HoldsAny(layout)
            ? range
            : throw new InputException(
                $"The range is empty: {layout.Name} translates {layout.VirtualAddressBits}-bit addresses, and none of them lies between {range.First} and {range.Last}.");
    }

    private bool HoldsAny(ArchitectureLayout layout)
    {
        ulong lowEnd = layout.LowerLast.Value;
        return First.Value <= lowEnd || (layout.HasUpperHalf && Last.Value >= ~lowEnd);
    }
}
