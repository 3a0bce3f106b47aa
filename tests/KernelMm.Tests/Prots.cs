namespace KernelMm.Tests;

/// <summary>Rights of user pages by what they are for, as each architecture's own names differ.</summary>
internal static class Prots
{
    public static Pgprot Read => ProtectionMap((int)VmaFlags.Read);

    public static Pgprot Shared => ProtectionMap((int)(VmaFlags.Read | VmaFlags.Write | VmaFlags.Shared));
}
