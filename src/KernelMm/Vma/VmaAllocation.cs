using KernelMm.Physical;

namespace KernelMm;

/// <summary>Mappings, made and freed. In Linux: <c>kernel/fork.c</c> of all places.</summary>
internal static class VmaAllocation
{
    private const string Cache = "vm_area_struct";

    /// <summary>A mapping that is in no tree; null where no memory is left. In Linux: <c>vm_area_alloc</c>.</summary>
    public static Vma? VmAreaAlloc(Mm mm) => Slab.Fails(mm.Machine, Cache) ? null : new Vma(mm);

    /// <summary>
    /// A copy that is in no tree, linked to no pages, and of which what is behind it knows nothing yet; null where no memory is
    /// left. In Linux: <c>vm_area_dup</c>.
    /// </summary>
    /// <param name="original">What to copy, held still by the caller.</param>
    /// <param name="mm">Whose the copy will be.</param>
    public static Vma? VmAreaDup(Vma original, Mm mm) => Slab.Fails(mm.Machine, Cache)
        ? null
        : new Vma(mm)
        {
            Start = original.Start,
            End = original.End,
            Pgoff = original.Pgoff,
            Flags = original.Flags,
            PageProt = original.PageProt,
            AnonVma = original.AnonVma,
            Mapping = original.Mapping,
            Ops = original.Ops,
            Policy = original.Policy,
        };

    /// <summary>
    /// Frees a mapping that is in no tree, when those who found it before have left their RCU sections. In Linux:
    /// <c>vm_area_free</c>.
    /// </summary>
    public static void VmAreaFree(Vma vma)
    {
        if (!vma.Detached)
        {
            throw new Oops($"The mapping {vma} is freed while it is in the tree.", vma.Mm.Machine.CurrentTask);
        }

        vma.Mm.Machine.Rcu.CallRcu(static freed => ((Vma)freed!).IsFreed = true, vma);
    }
}
