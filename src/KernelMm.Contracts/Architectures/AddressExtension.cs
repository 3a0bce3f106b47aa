namespace KernelMm.Contracts;

/// <summary>What the bits of a virtual address above the translated ones must be.</summary>
public enum AddressExtension
{
    /// <summary>Zero.</summary>
    Zero,

    /// <summary>Copies of the highest translated bit: one table, whose upper half is the address space's.</summary>
    Sign,

    /// <summary>All zero or all one, whatever the translated bits are: two halves of the full width, each with a root of its own.</summary>
    Halves,
}
