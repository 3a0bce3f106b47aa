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
    /// <param name="half">The half that the root is of, or null where it is of all addresses.</param>
    public static AddressRange Parse(ArchitectureLayout layout, string? from, string? to, AddressHalf? half)
    {
        ulong first = from is null ? 0 : Hexadecimal.Parse(from, "--from");
        ulong end = to is null ? 0 : Hexadecimal.Parse(to, "--to");
        AddressRange range = new(new VirtualAddress(first), new VirtualAddress(unchecked(end - 1)));
        if (range.First > range.Last)
        {
            throw new InputException($"The range from {range.First} up to, but not including, {new VirtualAddress(end)} is empty.");
        }

        if (!range.HoldsAny(layout))
        {
            throw new InputException(
                $"The range is empty: {layout.Name} translates {layout.VirtualAddressBits}-bit addresses, and none of them lies between {range.First} and {range.Last}.");
        }

        return half switch
        {
            AddressHalf.Lower => range.Within(default, layout.LowerLast, "upper"),
            AddressHalf.Upper => range.Within(layout.UpperFirst, layout.UpperLast, "lower"),
            _ => range,
        };
    }

    private AddressRange Within(VirtualAddress first, VirtualAddress last, string other)
    {
        AddressRange part = new(First > first ? First : first, Last < last ? Last : last);
        return part.First > part.Last
            ? throw new InputException($"The range from {First} to {Last} lies in the {other} half of the address space, which has a root of its own; say --va-half {other}.")
            : part;
    }

    private bool HoldsAny(ArchitectureLayout layout)
    {
        ulong lowEnd = layout.LowerLast.Value;
        return First.Value <= lowEnd || (layout.HasUpperHalf && Last >= layout.UpperFirst && First <= layout.UpperLast);
    }
}
