namespace KernelMm.Mmap;

/// <summary>The room that is left below a stack. In Linux: <c>stack_guard_gap</c>.</summary>
internal static class StackGap
{
    /// <summary>The lowest address that belongs to a mapping together with what it keeps free below it. In Linux: <c>vm_start_gap</c>.</summary>
    public static VirtualAddress VmStartGap(Vma vma)
    {
        ulong gap = (vma.Flags & VmaFlags.GrowsDown) != 0 ? vma.Mm.Limits.StackGuardGap.Value << PageShift : 0;
        return new VirtualAddress(vma.Start.Value > gap ? vma.Start.Value - gap : 0);
    }
}
