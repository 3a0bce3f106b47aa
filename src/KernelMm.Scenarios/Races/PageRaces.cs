using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Mmap;
using KernelMm.Rmap;

namespace KernelMm.Scenarios.Races;

/// <summary>Faults against each other, against a neighbour's end, and against forks and exits of relatives.</summary>
internal static class PageRaces
{
    private static VirtualAddress SecondWord => RacingProcess.Address + new ByteCount(8);

    /// <summary>Two CPUs write to one page that is not there yet: both words are kept, and there is one page.</summary>
    public static Scenario TwoFaults(Func<Vma, bool> fault)
    {
        RacingProcess? process = null;
        return new Play(
            begin: () => process = RacingProcess.After(process),
            end: () =>
            {
                process!.Cpu(0).Load(RacingProcess.Address, out ulong first);
                process.Cpu(0).Load(SecondWord, out ulong second);
                Expect.That((first, second) == (1, 2), "LOST", "What one wrote went with a page that another's took the place of.");
                Expect.That(process.Mm.Rss(RssCounter.Anon) == 1, "COUNTED", "One page is counted more than once.");
            },
            dispose: () => process?.Dispose(),
            ("first", () => Guarded(() => Write(process!, 0, RacingProcess.Address, 1, fault))),
            ("second", () => Guarded(() => Write(process!, 1, SecondWord, 2, fault))));
    }

    /// <summary>The fault as it is.</summary>
    public static bool Fault(Vma vma) => FaultHandling.HandleMmFault(vma, RacingProcess.Address, FaultFlags.Write) == FaultResult.None;

    /// <summary>A fault that looks whether the entry is none before it has the table's lock, and not again: the bug.</summary>
    public static bool FaultWithoutRecheck(Vma vma)
    {
        Mm mm = vma.Mm;
        AnonVmaPreparation.AnonVmaPrepare(vma);
        if (!RacingProcess.EntryOf(mm, RacingProcess.Address).None)
        {
            return true;
        }

        Folio folio = FolioAllocation.VmaAllocZeroedMovableFolio(vma, vma.Start);
        PmdPtr pmd = Pgalloc.PmdLookup.Find(mm, vma.Start);
        pmd = pmd.IsNull ? AllocatedPmd(mm, vma.Start) : pmd;
        PtePtr pte = Pgalloc.PteAllocation.PteAllocMapLock(mm, pmd, vma.Start, out SpinlockPtr ptl);
        if (pte.IsNull)
        {
            return false;
        }

        mm.Struct.AddRss(RssCounter.Anon, 1);
        FolioRmap.FolioAddNewAnonRmap(folio, vma, vma.Start);
        folio.HandOver();
        SetPte(mm, pte, PfnPte(folio.Pfn, Pgprot.PageShared).MkDirty().MkYoung());
        PteUnmapUnlock(mm, pte, ptl);
        return true;
    }

    /// <summary>A fault next door to what is unmapped, in the same page table: it finds its table and keeps its page.</summary>
    public static Scenario NextDoor(Action<RacingProcess> munmap)
    {
        RacingProcess? process = null;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                process.Cpu(1).Store(RacingProcess.Address, 1);
                process.Map(RacingProcess.NextDoor, Prot.Exec);
            },
            end: () =>
            {
                process!.Cpu(1).Load(RacingProcess.NextDoor, out ulong value);
                Expect.That(value == 7 && process.Mm.Rss(RssCounter.Anon) == 1, "LOST", "A page next door went with the table.");
            },
            dispose: () => process?.Dispose(),
            ("neighbour", () => Guarded(() => process!.Cpu(1).Store(RacingProcess.NextDoor, 7))),
            ("unmapper", () => Guarded(() => munmap(process!))));
    }

    /// <summary>An entry that is empty for a moment only, and a fault that nothing is behind: there is no signal for it.</summary>
    public static Scenario Transient(Func<Vma, FaultResult> fault)
    {
        RacingProcess? process = null;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                process.Cpu(1).Store(RacingProcess.Address, 1);
                process.Vma.Ops = new Bare();
            },
            end: () => { },
            dispose: () => process?.Dispose(),
            ("fault", () => Guarded(() =>
            {
                process!.Mm.MmapLock.MmapReadLock();
                FaultResult result = fault(process.Vma);
                process.Mm.MmapLock.MmapReadUnlock();
                Expect.That((result & FaultResult.Error) == 0, "REFUSED", "A page that is there all the time cannot be used.");
            })),
            ("changer", () => Guarded(() =>
            {
                ClearForAMoment(process!.Mm);
                ClearForAMoment(process.Mm);
            })));
    }

    /// <summary>The fault as it is, for reading.</summary>
    public static FaultResult Read(Vma vma) => FaultHandling.HandleMmFault(vma, vma.Start, FaultFlags.None);

    /// <summary>One that looks at the entry without the table's lock, and not again: the bug.</summary>
    public static FaultResult ReadWithoutLock(Vma vma) => RacingProcess.EntryOf(vma.Mm, vma.Start).None ? FaultResult.Sigbus : FaultResult.None;

    /// <summary>
    /// A write to a page that a child has too, while the parent forks once more or the child exits: nobody sees what another writes.
    /// </summary>
    public static Scenario Relatives(Action<Mm, Mm> other, Func<RacingProcess, Vma, bool> write)
    {
        RacingProcess? process = null;
        Mm child = default;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                process.Cpu(1).Store(RacingProcess.Address, 1);
                child = FaultRaces.Forked(process.Mm)!.Value;
                process.Machine.Lru.LruAddDrainAll();
            },
            end: () =>
            {
                process!.Cpu(1).Load(RacingProcess.Address, out ulong value);
                Expect.That(value == 5, "LOST", "The write is not where it was made.");
                Pte entry = RacingProcess.EntryOf(process.Mm, RacingProcess.Address);
                Folio folio = Folio.Of(process.Machine, entry.Pfn);
                Expect.That(
                    !entry.Write || (folio.IsAnonExclusive && folio.MapCount == 1), "SHARED", "An entry is writable whose page is not its address space's own.");
            },
            dispose: () => process?.Dispose(),
            ("writer", () => Guarded(() => Expect.That(write(process!, process!.Vma), "REFUSED", "The write was refused."))),
            ("relative", () => Guarded(() => other(process!.Mm, child))));
    }

    /// <summary>The write as it is.</summary>
    public static bool WriteByCpu(RacingProcess process, Vma vma) => process.Cpu(1).Store(vma.Start, 5);

    /// <summary>One that looks whether it has the page alone before it has the table's lock, and not again: the bug.</summary>
    public static bool WriteByStaleCount(RacingProcess process, Vma vma)
    {
        Mm mm = process.Mm;
        Pte seen = RacingProcess.EntryOf(mm, vma.Start);
        if (!seen.Write && Folio.Of(process.Machine, seen.Pfn).MapCount == 1)
        {
            PtePtr pte = PteOffsetMapLock(mm, Pgalloc.PmdLookup.Find(mm, vma.Start), vma.Start, out SpinlockPtr ptl);
            if (!pte.IsNull)
            {
                Folio.Of(process.Machine, seen.Pfn).SetAnonExclusive(true);
                SetPte(mm, pte, seen.MkWrite().MkDirty());
                PteUnmapUnlock(mm, pte, ptl);
            }
        }

        return WriteByCpu(process, vma);
    }

    private static void ClearForAMoment(Mm mm)
    {
        PtePtr pte = PteOffsetMapLock(mm, Pgalloc.PmdLookup.Find(mm, RacingProcess.Address), RacingProcess.Address, out SpinlockPtr ptl);
        if (!pte.IsNull)
        {
            SetPte(mm, pte, PtepGetAndClear(mm, pte).MkOld());
            PteUnmapUnlock(mm, pte, ptl);
        }
    }

    private static PmdPtr AllocatedPmd(Mm mm, VirtualAddress address)
    {
        P4dPtr p4d = Pgalloc.UpperTables.P4dAlloc(mm, PgdOffsetPgd(mm.Pgd, address), address);
        return Pgalloc.UpperTables.PmdAlloc(mm, Pgalloc.UpperTables.PudAlloc(mm, p4d, address), address);
    }

    private static void Write(RacingProcess process, int number, VirtualAddress address, ulong value, Func<Vma, bool> fault)
    {
        process.Mm.MmapLock.MmapReadLock();
        bool isHandled = fault(process.Vma);
        process.Mm.MmapLock.MmapReadUnlock();
        Expect.That(isHandled && process.Cpu(number).Store(address, value), "REFUSED", "The write was refused.");
    }

    private static void Guarded(Action body) => FaultRaces.Guarded(body);
}
