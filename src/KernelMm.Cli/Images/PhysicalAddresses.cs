using KernelMm.Contracts;

namespace KernelMm.Cli.Images;

/// <summary>Arithmetic on untrusted physical addresses.</summary>
internal static class PhysicalAddresses
{
    /// <summary>How many bytes there are from an address to the end of the 64-bit space; all but one of them for address 0.</summary>
    public static ByteCount RoomFrom(PhysicalAddress address) =>
        new(address.Value == 0 ? ulong.MaxValue : unchecked(0 - address.Value));
}
