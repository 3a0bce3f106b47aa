using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Corpus;

public static partial class Kernel
{
    public static bool IsSwapPte(Pte pte) => !pte.None && !pte.Present;

    /// <summary>Takes over what is mapped in the fault, and may sleep after it has released that.</summary>
    public static FaultResult DoSwapPage(ref VmFault vmf) => FaultResult.None;

    public static ScanResult IsolatePages(Mm mm, Vma vma, VirtualAddress address, [NeedsMapped] PtePtr pte) => ScanResult.Succeed;

    public static ScanResult CopyPages(Mm mm, [NeedsMapped] PtePtr pte, Folio folio, Vma vma, VirtualAddress address) => ScanResult.Succeed;

    /// <summary>Takes over what is mapped and locked in the fault.</summary>
    public static FaultResult DoWpPage(ref VmFault vmf) => FaultResult.None;

    /// <summary>Takes over what is mapped and locked in the fault.</summary>
    public static void WpPageReuse(ref VmFault vmf, Folio folio) { }

    public static FaultResult DoPteMissing(ref VmFault vmf) => FaultResult.None;

    public static FaultResult DoSharedFault(ref VmFault vmf) => FaultResult.None;

    public static FaultResult DoReadFault(ref VmFault vmf) => FaultResult.None;

    [MaySleep]
    public static FaultResult HandleUserfault(ref VmFault vmf) => FaultResult.None;

    [MaySleep]
    public static FaultResult MigrateToRam(ref VmFault vmf, Folio page) => FaultResult.None;

    [MaySleep]
    public static bool MigrateMisplacedFolio(Folio folio, int target) => true;

    /// <summary>True where something was not copied; never sleeps, page faults being disabled.</summary>
    public static bool CopyFromUserInatomic(Folio to, VirtualAddress from) => false;

    public static void ClearFolio(Folio folio) { }

    public static void WarnOnceUnless(bool condition) { }

    public static int HighestOrder(int orders) => 0;

    public static int NextOrder(ref int orders, int order) => 0;

    public static bool CanSwapinThp(Mm mm, [NeedsMapped] PtePtr pte, int pages) => true;

    public static bool PteRangeNone(Mm mm, [NeedsMapped] PtePtr pte, int pages) => true;

    public static Pte SourceEntry(Mm src, [LiveSlot] PmdPtr pmd, VirtualAddress addr) => default;

    public static int CopyPresentPte(
        Vma dstVma, Vma srcVma, [NeedsMapped(Writes = true)] PtePtr dstPte, [NeedsMapped] PtePtr srcPte, Pte pte) => 0;

    public static int InsertPageIntoPteLocked(Vma vma, [NeedsMapped(Writes = true)] PtePtr pte, VirtualAddress addr, Folio page) => 0;

    public static bool PfnModifyAllowed(Pfn pfn, Pgprot prot) => true;

    /// <summary>An entry of a hugetlb mapping: never unmapped.</summary>
    public static PtePtr HugePteOffset(Mm mm, VirtualAddress addr) => default;

    /// <summary>An entry of a kernel table: never unmapped. Null where there is no memory.</summary>
    [MaySleep]
    [return: MayFail]
    public static PtePtr PteAllocKernel(PmdPtr pmd, VirtualAddress addr) => default;

    [MaySleep]
    public static int MemCgroupDoPrecharge(int count, out int precharge)
    {
        precharge = count;
        return 0;
    }
}

/// <summary>Collects what is unmapped until the translations are flushed.</summary>
public abstract class MmuGather
{
    /// <summary>True where the batch is full.</summary>
    public abstract bool Remove(Folio folio);

    public abstract void Flush();
}
