using KernelMm.Folios;
using KernelMm.HugePages;
using KernelMm.Pagewalk;
using KernelMm.Rmap;

namespace KernelMm.Scenarios.Races;

/// <summary>Walks of page tables, and from a folio to the entries that map it, while tables go away.</summary>
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
                FromTheFolio counting = default;
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

    /// <summary>Against one that puts a huge entry back where the walk has just split one: no data is taken for a table.</summary>
    public static Scenario AgainstRefault(Func<Vma, int> count)
    {
        RacingProcess? process = null;
        PudPtr pud = PudPtr.Null;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                process.Vma.Ops = new Bare();
                pud = PudOf(process.Mm, process.Vma.Start);
                SetPud(process.Mm, pud, Huge);
            },
            end: () => { },
            dispose: () => process?.Dispose(),
            ("walker", () => FaultRaces.Guarded(() => Expect.That(
                Locked(process!.Vma, count) == 0, "TAKEN", "What is in a huge page was taken for entries."))),
            ("fault", () => FaultRaces.Guarded(() =>
            {
                Refault(process!.Mm, pud);
                Refault(process!.Mm, pud);
            })));
    }

    /// <summary>The walk as it is: a table that is not there any more is looked for again.</summary>
    public static int CountMapped(Vma vma, Folio folio)
    {
        Counting counting = new(folio);
        Locked(vma, mapping => VmaWalking.WalkPageVma(mapping, ref counting));
        return counting.Entries;
    }

    /// <summary>One whose callback looks at the slot once and believes it from then on: the bug.</summary>
    public static int CountBySnapshot(Vma vma, Folio folio)
    {
        Believing believing = new(folio);
        Locked(vma, mapping => VmaWalking.WalkPageVma(mapping, ref believing));
        return believing.Entries;
    }

    /// <summary>The walk as it is: what came back after the split is split again.</summary>
    public static int CountPresent(Vma vma)
    {
        Counting counting = new(default);
        VmaWalking.WalkPageVma(vma, ref counting);
        return counting.Entries;
    }

    /// <summary>One that looks after the split only whether the slot is none: the bug.</summary>
    public static int CountUnlessNone(Vma vma)
    {
        PudPtr pud = PudOf(vma.Mm, vma.Start);
        HugeSplitting.SplitHugePud(vma, pud, vma.Start);
        if (PudpGet(vma.Mm, pud).None)
        {
            return 0;
        }

        return PmdpGetLockless(vma.Mm, PmdOffset(vma.Mm, pud, vma.Start)).None ? 0 : 1;
    }

    private static Pud Huge => PfnPud(new Pfn(0), Pgprot.PageShared).MkHuge();

    private static PudPtr PudOf(Mm mm, VirtualAddress address) =>
        Pgalloc.UpperTables.PudAlloc(mm, Pgalloc.UpperTables.P4dAlloc(mm, PgdOffsetPgd(mm.Pgd, address), address), address);

    private static int Locked(Vma vma, Func<Vma, int> walk)
    {
        vma.Mm.MmapLock.MmapReadLock();
        int answer = walk(vma);
        vma.Mm.MmapLock.MmapReadUnlock();
        return answer;
    }

    private static unsafe void Refault(Mm mm, PudPtr pud)
    {
        mm.MmapLock.MmapReadLock();
        SpinlockPtr lockptr = mm.PmdLockPtr(pud.Slot);
        mm.SpinLock(lockptr);
        if (PudpGet(mm, pud).None)
        {
            SetPud(mm, pud, Huge);
        }

        mm.SpinUnlock(lockptr);
        mm.MmapLock.MmapReadUnlock();
    }

    private static Folio Mapped(Mm mm) => Folio.Of(mm.Machine, RacingProcess.EntryOf(mm, RacingProcess.Address).Pfn);

    private static unsafe void Replace(Mm mm)
    {
        PmdPtr pmd = Pgalloc.PmdLookup.Find(mm, RacingProcess.Address);
        PhysicalAddress next = Pgalloc.TableFreeing.PteAllocOne(mm) ?? throw new InvalidOperationException("The scenario's machine is too small.");
        SpinlockPtr pml = mm.PmdLockPtr(pmd.Slot);
        mm.SpinLock(pml);
        Pmd found = PmdpGet(mm, pmd);
        Expect.That(found.Kind == EntryKind.Table, "NOTABLE", "The slot names no table that could be taken out.");
        PhysicalAddress table = found.TableAddress;
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

    /// <summary>Counts the entries of a folio; without one, those that are present.</summary>
    private struct Counting(Folio folio) : IVmaWalkOps<Counting>
    {
        private readonly Folio _folio = folio;

        public int Entries { get; private set; }

        public static WalkCallbacks Callbacks => WalkCallbacks.PteEntry;

        public static int PteEntry(ref Counting ops, PtePtr pte, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
        {
            Pte entry = PtepGet(walk.Mm, pte);
            ops.Entries += entry.Present && (ops._folio.IsNull || entry.Pfn == ops._folio.Pfn) ? 1 : 0;
            return 0;
        }
    }

    private struct Believing(Folio folio) : IVmaWalkOps<Believing>
    {
        private readonly Folio _folio = folio;

        public int Entries { get; private set; }

        public static WalkCallbacks Callbacks => WalkCallbacks.PmdEntry;

        public static unsafe int PmdEntry(ref Believing ops, PmdPtr pmd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
        {
            Pmd snapshot = PmdpGetLockless(walk.Mm, pmd);
            if (snapshot.Kind == EntryKind.Table)
            {
                ulong* slot = (ulong*)walk.Mm.TableAt(snapshot.TableAddress, PageSize) + PteIndex(address);
                ops.Entries += new Pte(walk.Mm.ReadOnce(slot)).Pfn == ops._folio.Pfn ? 1 : 0;
            }

            return 0;
        }
    }

    private struct FromTheFolio : IRmapVisitor, IMappedVisitor
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
