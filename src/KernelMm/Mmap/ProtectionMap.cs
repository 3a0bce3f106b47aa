namespace KernelMm.Mmap;

/// <summary>From what a mapping allows to the bits of its entries. In Linux: <c>protection_map</c>.</summary>
internal static class ProtectionMap
{
    /// <summary>The bits that entries have. What is private and writable begins read-only, so that its first write makes a copy. In Linux: <c>vm_get_page_prot</c>.</summary>
    public static Pgprot VmGetPageProt(VmaFlags flags) => Pgtable.ProtectionMap((int)(flags & (VmaFlags.AccessFlags | VmaFlags.Shared)));

    /// <summary>The mapping's flags that stand for rights. In Linux: <c>calc_vm_prot_bits</c>.</summary>
    public static VmaFlags CalcVmProtBits(Prot prot) => (VmaFlags)(ulong)(prot & (Prot.Read | Prot.Write | Prot.Exec));
}
