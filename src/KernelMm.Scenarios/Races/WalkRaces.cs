using KernelMm.Folios;
using KernelMm.Rmap;

namespace KernelMm.Scenarios.Races;

/// <summary>Walks from a folio to the entries that map it, while tables go away.</summary>
internal static class WalkRaces
{
    /// <summary>Against the exit of a child: each entry is found or gone, and never one of a freed table.</summary>
    public static Scenario AgainstExit(Action<Mm> exit)
    {
        RacingProcess? process = null;
        Folio folio = default;
        Mm child = default;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                process.Cpu(1).Store(RacingProcess.Address, 1);
                child = FaultRaces.Forked(process.Mm)!.Value;
                process.Machine.Lru.LruAddDrainAll();
                folio = Mapped(process.Mm);
                folio.AddRefs(1);
            },
            end: () => Expect.That(folio.MapCount == 1, "COUNTED", "The child's entry is still counted."),
            dispose: () => process?.Dispose(),
            ("walker", () => FaultRaces.Guarded(() =>
            {
                Counting counting = default;
                RmapWalk.Walk(folio, ref counting);
                Expect.That(counting.Entries is 1 or 2, "MISSED", $"A folio that one or two entries map was found {counting.Entries} times.");
            })),
            ("exit", () => FaultRaces.Guarded(() => exit(child))));
    }

    /// <summary>Against one that empties the page table, takes it out, frees it after a grace period, and puts another in its place.</summary>
    public static Scenario AgainstDetach(Func<Vma, Folio, int> count)
    {
        RacingProcess? process = null;
        Folio folio = default;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                process.Cpu(1).Store(RacingProcess.Address, 1);
                process.Machine.Lru.LruAddDrainAll();
                folio = Mapped(process.Mm);
                folio.AddRefs(1);
            },
            end: () => Expect.That(CountMapped(process!.Vma, folio) == 1, "LOST", "The entry is not in the new table."),
            dispose: () => process?.Dispose(),
            ("walker", () => FaultRaces.Guarded(() => Expect.That(count(process!.Vma, folio) is 0 or 1, "TWICE", "One entry was found twice."))),
            ("detacher", () => FaultRaces.Guarded(() => Replace(process!.Mm))));
    }

    /// <summary>The walk as it is: it locks what it finds, and comes back where that is not there any more.</summary>
    public static int CountMapped(Vma vma, Folio folio)
    {
        Counting counting = default;
        MappedWalk.Walk(folio, vma, vma.Start, sync: true, ref counting);
        return counting.Entries;
    }

    /// <summary>One that looks at the slot once and believes it from then on: the bug.</summary>
    public static unsafe int CountBySnapshot(Vma vma, Folio folio)
    {
        Pmd snapshot = PmdpGetLockless(vma.Mm, Pgalloc.PmdLookup.Find(vma.Mm, vma.Start));
        if (snapshot.Kind != EntryKind.Table)
        {
            return 0;
        }

        ulong* slot = (ulong*)vma.Mm.TableAt(snapshot.TableAddress, PageSize) + PteIndex(vma.Start);
        return new Pte(vma.Mm.ReadOnce(slot)).Pfn == folio.Pfn ? 1 : 0;
    }

    private static Folio Mapped(Mm mm) => Folio.Of(mm.Machine, RacingProcess.EntryOf(mm, RacingProcess.Address).Pfn);

    private static unsafe void Replace(Mm mm)
    {
        PmdPtr pmd = Pgalloc.PmdLookup.Find(mm, RacingProcess.Address);
        PhysicalAddress next = Pgalloc.TableFreeing.PteAllocOne(mm) ?? throw new InvalidOperationException("The scenario's machine is too small.");
        SpinlockPtr pml = mm.PmdLockPtr(pmd.Slot);
        mm.SpinLock(pml);
        PhysicalAddress table = PmdpGet(mm, pmd).TableAddress;
        SpinlockPtr ptl = mm.PtlockPtr(table);
        mm.SpinLockNested(ptl);
        ulong entry = mm.Exchange(SlotIn(mm, table), 0);
        PmdClear(mm, pmd);
        mm.SpinUnlock(ptl);
        mm.SpinUnlock(pml);
        Pgalloc.TableFreeing.PteFreeDefer(mm, table);

        mm.WriteOnce(SlotIn(mm, next), entry);
        mm.SpinLock(pml);
        PmdPopulate(mm, pmd, next);
        mm.SpinUnlock(pml);
    }

    private static unsafe ulong* SlotIn(Mm mm, PhysicalAddress table) => (ulong*)mm.TableAt(table, PageSize) + PteIndex(RacingProcess.Address);

    private struct Counting : IRmapVisitor, IMappedVisitor
    {
        public int Entries { get; private set; }

        public bool RmapOne(Folio folio, Vma vma, VirtualAddress address)
        {
            MappedWalk.Walk(folio, vma, address, sync: true, ref this);
            return true;
        }

        public bool Mapped(Vma vma, VirtualAddress address, PtePtr pte)
        {
            Entries++;
            return true;
        }
    }
}
