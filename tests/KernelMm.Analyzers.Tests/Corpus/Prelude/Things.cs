using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Corpus;

public sealed class Vma
{
    public Mm Mm = null!;
    public VirtualAddress Start;
    public VirtualAddress End;
    public bool IsAnonymous;
    public bool HasUffdWp;
    public bool HasAnonVma;
    public bool IsLocked;
    public bool IsShared;
}

public sealed class Folio
{
    public bool Anon;
    public bool Young;
    public bool Large;
    public bool Ksm;
    public bool Uptodate;
    public bool Swapcache;
    public int Index;
    [MayExceedTable]
    public int Pages;
    public Pfn Pfn;
}

/// <summary>A fault's state: the mapping and its lock travel in it between functions.</summary>
public struct VmFault
{
    public Vma Vma;
    public Mm Mm;
    public PmdPtr Pmd;
    public VirtualAddress Address;
    public Pmd OrigPmd;
    public Pte OrigPte;
    public bool Write;
    public Folio? Folio;
    public PhysicalAddress? PreallocPte;

    [ReturnsMapped, Consumes]
    public PtePtr Pte;

    public SpinlockPtr Ptl;
}

/// <summary>Where a reverse-map walk stands.</summary>
public struct PageVmaMappedWalk
{
    public Vma Vma;
    public Mm Mm;
    public PmdPtr Pmd;
    public Pmd PmdVal;
    public VirtualAddress Address;
    public Pfn Pfn;
    public bool Sync;
    public bool Migration;

    [ReturnsMapped, Consumes]
    public PtePtr Pte;

    public SpinlockPtr Ptl;
}

/// <summary>What a lookup leaves mapped and locked for its caller.</summary>
public struct FollowPfnmapArgs
{
    public Vma Vma;
    public VirtualAddress Address;
    public Pfn Pfn;

    [ReturnsMapped, Consumes]
    public PtePtr Pte;

    public SpinlockPtr Lock;
}

/// <summary>Counters that several sites add to.</summary>
public sealed class Tally
{
    public int Pages;
    public int Huge;
    public int Swap;
    public int Young;
    public int Dirty;
    public int Missing;
}
