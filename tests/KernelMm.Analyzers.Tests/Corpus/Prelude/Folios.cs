using System.Diagnostics.CodeAnalysis;
using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Corpus;

public static partial class Kernel
{
    public static Folio? VmNormalFolio(Vma vma, VirtualAddress addr, Pte pte) => null;

    public static Folio FolioOf(Pfn pfn) => new();

    [MaySleep]
    [Acquires(HeldResource.FolioLock)]
    public static void FolioLock(Folio folio) { }

    [Acquires(HeldResource.FolioLock)]
    public static bool FolioTrylock(Folio folio) => true;

    [Releases(HeldResource.FolioLock)]
    public static void FolioUnlock(Folio folio) { }

    [Acquires(HeldResource.FolioReference)]
    public static void FolioGet(Folio folio) { }

    [Acquires(HeldResource.FolioReference)]
    public static bool FolioTryGet(Folio folio) => true;

    [Releases(HeldResource.FolioReference)]
    public static void FolioPut(Folio folio) { }

    /// <summary>Frees a folio that nothing maps; with null, nothing.</summary>
    public static void FreeFolio(Folio? folio) { }

    [MaySleep]
    public static Folio? AllocFolio(Vma vma, VirtualAddress addr) => null;

    [MaySleep]
    public static int SplitFolio(Folio folio) => 0;

    public static bool IsolateFolio(Folio folio) => true;

    [MaySleep]
    public static void ReclaimFolios() { }

    public static void AddRmap(Folio folio, Vma vma, VirtualAddress addr) { }

    public static void RemoveRmap(Folio folio, Vma vma) { }

    public static void AddRss(Mm mm, int pages) { }

    [MaySleep]
    public static Folio? SwapinReadahead(SwpEntry entry, Vma vma, VirtualAddress addr) => null;

    [MaySleep]
    public static Folio? ReadSwapCacheAsync(SwpEntry entry, Vma vma, VirtualAddress addr) => null;

    public static void SwapFree(SwpEntry entry) { }
}
