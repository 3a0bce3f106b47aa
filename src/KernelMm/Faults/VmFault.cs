using KernelMm.Folios;

namespace KernelMm.Faults;

/// <summary>A fault while it is handled. In Linux: <c>struct vm_fault</c>.</summary>
public struct VmFault
{
    internal VmFault(Vma vma, VirtualAddress address, FaultFlags flags, PmdPtr pmd)
    {
        Vma = vma;
        Address = address.AlignDown(PageSize);
        Flags = flags;
        Pmd = pmd;
        Pgoff = vma.LinearPageIndex(Address);
    }

    /// <summary>The mapping. In Linux: <c>vma</c>.</summary>
    public Vma Vma { get; }

    /// <summary>The page's address. In Linux: <c>address</c>.</summary>
    public VirtualAddress Address { get; }

    /// <summary>How it came about. In Linux: <c>flags</c>.</summary>
    public FaultFlags Flags { get; internal set; }

    /// <summary>What of the mapping's object the page is. In Linux: <c>pgoff</c>.</summary>
    public Pgoff Pgoff { get; }

    /// <summary>The slot of the page table that the entry is or will be in. In Linux: <c>pmd</c>.</summary>
    public PmdPtr Pmd { get; }

    /// <summary>The entry as it was when the fault began. In Linux: <c>orig_pte</c>.</summary>
    public Pte OrigPte { get; internal set; }

    /// <summary>The page that the mapping's object answered with. In Linux: <c>page</c>.</summary>
    public Folio Folio { get; set; }

    /// <summary>The private copy that is being made of it. In Linux: <c>cow_page</c>.</summary>
    public Folio CowFolio { get; internal set; }

    /// <summary>A table allocated before anything was locked. In Linux: <c>prealloc_pte</c>.</summary>
    internal PhysicalAddress? PreallocPte { get; set; }

    internal readonly bool Is(FaultFlags flag) => (Flags & flag) != 0;
}
