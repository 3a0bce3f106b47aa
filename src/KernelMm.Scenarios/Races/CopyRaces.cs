using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Rmap;

namespace KernelMm.Scenarios.Races;

/// <summary>A copy on write on one CPU, while another still reads by the translation of the old page, which is the child's alone when it is uncounted.</summary>
internal static class CopyRaces
{
    private const ulong First = 1;
    private const ulong OfParent = 5;
    private const ulong OfChild = 9;

    /// <summary>The parent writes on one CPU and reads on another, and the child writes: no CPU of the parent sees what the child wrote.</summary>
    public static Scenario StaleReader(Action<RacingProcess> write)
    {
        RacingProcess? process = null;
        Mm child = default;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                process.Cpu(1).Store(RacingProcess.Address, First);
                child = FaultRaces.Forked(process.Mm)!.Value;
                process.Cpu(2).Load(RacingProcess.Address, out _);
                process.Machine.Lru.LruAddDrainAll();
            },
            end: () =>
            {
                process!.Cpu(1).Load(RacingProcess.Address, out ulong mine);
                process.Cpu(0, child).Load(RacingProcess.Address, out ulong childs);
                Expect.That((mine, childs) == (OfParent, OfChild), "LOST", "A write is not where it was made.");
            },
            dispose: () => process?.Dispose(),
            ("writer", () => FaultRaces.Guarded(() => write(process!))),
            ("child", () => FaultRaces.Guarded(() => process!.Cpu(0, child).Store(RacingProcess.Address, OfChild))),
            ("reader", () => FaultRaces.Guarded(() =>
            {
                process!.Cpu(2).Load(RacingProcess.Address, out ulong value);
                Expect.That(value is First or OfParent, "LEAKED", "The parent reads what its child wrote after the fork.");
            })));
    }

    /// <summary>The write as it is.</summary>
    public static void Write(RacingProcess process) => process.Cpu(1).Store(RacingProcess.Address, OfParent);

    /// <summary>One that uncounts the old page before it flushes the translations of it: the bug.</summary>
    public static void WriteUncountingFirst(RacingProcess process)
    {
        Mm mm = process.Mm;
        Vma vma = process.Vma;
        mm.MmapLock.MmapReadLock();
        Folio copy = FolioAllocation.FolioPrealloc(vma, vma.Start, needZero: true);
        PtePtr pte = PteOffsetMapLock(mm, Pgalloc.PmdLookup.Find(mm, vma.Start), vma.Start, out SpinlockPtr ptl);
        if (!pte.IsNull)
        {
            Folio old = Folio.Of(mm.Machine, PtepGetAndClear(mm, pte).Pfn);
            PageCopies.CopyUserHighpage(copy, old);
            FolioRmap.FolioRemoveRmapPte(old, vma);
            old.PutRefs(1);
            TlbFlush.FlushTlbPage(mm, vma.Start);
            AnonMapping.AddNew(copy, vma, vma.Start);
            SetPte(mm, pte, PfnPte(copy.Pfn, vma.PageProt).MkYoung().MkDirty().MkWrite());
            PteUnmapUnlock(mm, pte, ptl);
        }

        mm.MmapLock.MmapReadUnlock();
        Write(process);
    }
}
