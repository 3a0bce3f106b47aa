using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Physical;
using KernelMm.Rmap;
using CachedPages = KernelMm.Filemap.AddressSpace;

namespace KernelMm.Tests.Faults;

/// <summary>Something with pages that can be mapped, whose answers to faults a test can choose.</summary>
internal sealed class PagesOfAFile(Process process, ulong pages) : IVmOperations
{
    private readonly CachedPages _mapping = new(process.Machine, new FrameCount(pages));

    public delegate FaultResult Handler(ref VmFault vmf);

    /// <summary>Who answers instead; null where nobody does.</summary>
    public Handler? Instead { get; set; }

    public bool HasFault => true;

    public bool MayFaultUnderVmaLock { get; init; } = true;

    public void Open(Vma vma) => _mapping.Get();

    public void Close(Vma vma) => _mapping.Put();

    public FaultResult Fault(ref VmFault vmf) => Instead is { } instead ? instead(ref vmf) : Find(ref vmf);

    /// <summary>A mapping of all of it; only the first, as the file lives no longer than it.</summary>
    public Vma Map(VmaFlags flags = Process.ReadWrite, Mm? mm = null)
    {
        Vma vma = process.Map(0, pages, Process.ReadWrite, mm);
        vma.VmFlagsInit(flags);
        (vma.PageProt, vma.Pgoff) = (Process.Protection(flags), default);
        (vma.Mapping, vma.Ops) = (_mapping, this);
        FileLinks.VmaLinkFile(vma);
        return vma;
    }

    /// <summary>The page of a fault, locked. The first word of each is its number and one more.</summary>
    public FaultResult Find(ref VmFault vmf)
    {
        Folio folio = _mapping.Find(vmf.Pgoff);
        if (folio.IsNull)
        {
            folio = FolioAllocation.VmaAllocZeroedMovableFolio(vmf.Vma, vmf.Address);
            folio.Set(FrameFlags.Uptodate);
            folio.Machine.Arena.Bytes((uint)folio.Pfn.Value, 0)[0] = (byte)(vmf.Pgoff.Value + 1);
            Assert.True(_mapping.Add(folio, vmf.Pgoff));
            folio.Machine.Lru.FolioAddLru(folio);
        }

        folio.Machine.FolioLock.Lock(folio.Frame);
        vmf.Folio = folio;
        return FaultResult.Locked;
    }

    /// <summary>A page that it has already; no reference of the caller's.</summary>
    public Folio PageOf(ulong page)
    {
        Folio folio = _mapping.Find(new Pgoff(page));
        folio.Put();
        return folio;
    }
}
