using KernelMm.Contracts;

namespace KernelMm.Cli.Commands;

/// <summary>A half of an address space that has a root for each.</summary>
internal enum AddressHalf
{
    /// <summary>From address 0 on: a process's own.</summary>
    Lower,

    /// <summary>The kernel's.</summary>
    Upper,
}

/// <summary>Reads <c>--va-half</c>.</summary>
internal static class AddressHalves
{
    /// <summary>The half that a word names: the lower one where none is given, and none where the architecture has one root.</summary>
    public static AddressHalf? Choose(ArchitectureLayout layout, string? half)
    {
        if (layout.Root.UpperRegister is null)
        {
            return half is null ? null : throw new InputException($"{layout.Name} has one root for all addresses; leave out --va-half.");
        }

        return half switch
        {
            null or "lower" => AddressHalf.Lower,
            "upper" => AddressHalf.Upper,
            _ => throw new InputException($"--va-half takes lower or upper, not {half.Quote()}."),
        };
    }
}
