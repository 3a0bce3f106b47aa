using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>A leaf that a walk met.</summary>
/// <param name="Address">The first virtual address it maps.</param>
/// <param name="Target">The first physical address it maps.</param>
/// <param name="Shift">How much it maps, as a power of two.</param>
/// <param name="Entry">The raw entry.</param>
/// <param name="Rights">What is allowed over all levels.</param>
internal readonly record struct Leaf(
    VirtualAddress Address, PhysicalAddress Target, int Shift, ulong Entry, AccessRights Rights)
{
    /// <summary>How much it maps.</summary>
    public ByteCount Size => ByteCount.FromShift(Shift);

    /// <summary>Its rights in three letters.</summary>
    public string RightsText => Letters[
        (Has(AccessRights.User) ? 4 : 0)
        | (Has(AccessRights.Write) ? 2 : 0)
        | (Has(Has(AccessRights.User) ? AccessRights.UserExecute : AccessRights.KernelExecute) ? 1 : 0)];

    private static string[] Letters { get; } = ["---", "--x", "-w-", "-wx", "u--", "u-x", "uw-", "uwx"];

    private bool Has(AccessRights right) => (Rights & right) != 0;
}
