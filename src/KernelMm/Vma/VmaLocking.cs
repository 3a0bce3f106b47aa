namespace KernelMm;

/// <summary>Changes of a mapping's flags, each of which write-locks it first unless it is in no tree yet.</summary>
public static class VmaLocking
{
    /// <summary>Sets the flags of a mapping that is in no tree yet. In Linux: <c>vm_flags_init</c>.</summary>
    internal static void VmFlagsInit(this Vma vma, VmaFlags flags) => vma.Flags = flags;

    /// <summary>Replaces the flags. In Linux: <c>vm_flags_reset</c>.</summary>
    [MaySleep]
    public static void VmFlagsReset(this Vma vma, VmaFlags flags)
    {
        ArgumentNullException.ThrowIfNull(vma);
        vma.VmaStartWrite();
        vma.Flags = flags;
    }

    /// <summary>Sets flags. In Linux: <c>vm_flags_set</c>.</summary>
    [MaySleep]
    public static void VmFlagsSet(this Vma vma, VmaFlags flags)
    {
        ArgumentNullException.ThrowIfNull(vma);
        vma.VmFlagsReset(vma.Flags | flags);
    }

    /// <summary>Clears flags. In Linux: <c>vm_flags_clear</c>.</summary>
    [MaySleep]
    public static void VmFlagsClear(this Vma vma, VmaFlags flags)
    {
        ArgumentNullException.ThrowIfNull(vma);
        vma.VmFlagsReset(vma.Flags & ~flags);
    }
}
