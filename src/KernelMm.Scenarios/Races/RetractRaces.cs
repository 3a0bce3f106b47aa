using KernelMm.Cpus;
using KernelMm.Folios;
using KernelMm.Mmap;
using KernelMm.Pagewalk;
using KernelMm.Rmap;

namespace KernelMm.Scenarios.Races;

/// <summary>A table of shared memory that is emptied and taken out without the address space's lock, while what it maps is moved or asked for.</summary>
internal static class RetractRaces
{
    private const ulong Value = 1;
    private const byte Unanswered = 0xee;

    /// <summary>Whoever was faster: what is read in the new place is what was written in the old one, and entries are counted.</summary>
    public static Scenario Move(Action<Mm, Vma, Vma> move)
    {
        RacingProcess? process = null;
        Vma? from = null;
        Vma? to = null;
        Folio folio = default;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                from = process.MapShared(RacingProcess.Elsewhere);
                to = process.MapSame(from, RacingProcess.Far);
                process.Cpu(1).Store(from.Start, Value);
                process.Machine.Lru.LruAddDrainAll();
                folio = process.FolioOf(from.Start);
            },
            end: () =>
            {
                process!.Cpu(1).Load(to!.Start, out ulong value);
                Expect.That(value == Value, "LOST", "What was moved is not what was written.");
                Expect.That((folio.MapCount, process.Mm.Rss(RssCounter.Shmem)) == (1, 1), "COUNTED", "One entry maps the page, and is counted otherwise.");
            },
            dispose: () => process?.Dispose(),
            ("mover", () => FaultRaces.Guarded(() => move(process!.Mm, from!, to!))),
            ("retracter", () => FaultRaces.Guarded(() => Retract(process!.Mm, from!, folio))));
    }

    /// <summary>The move as it is: a table that went away is looked for again.</summary>
    public static void Moved(Mm mm, Vma from, Vma to) => Expect.That(
        mm.Mremap(from.Start, from.Size, to.Size, MremapFlags.MayMove | MremapFlags.Fixed | MremapFlags.DontUnmap, to.Start) == to.Start,
        "REFUSED",
        "The move was refused.");

    /// <summary>One that looks at the slot and the entry once, and believes them from then on: the bug.</summary>
    public static unsafe void MovedBySnapshot(Mm mm, Vma from, Vma to)
    {
        Pmd snapshot = PmdpGetLockless(mm, Pgalloc.PmdLookup.Find(mm, from.Start));
        if (snapshot.Kind != EntryKind.Table)
        {
            return;
        }

        ulong* slot = (ulong*)mm.TableAt(snapshot.TableAddress, PageSize) + PteIndex(from.Start);
        ulong entry = mm.ReadOnce(slot);
        PtePtr pte = Pgalloc.PteAllocation.PteAllocMapLock(mm, PmdFor(mm, to.Start), to.Start, out SpinlockPtr ptl);
        if (!pte.IsNull)
        {
            SetPte(mm, pte, new Pte(entry));
            PteUnmapUnlock(mm, pte, ptl);
            mm.WriteOnce(slot, 0);
        }
    }

    /// <summary>A table that is taken out while somebody asks which pages are in memory: whoever was faster, each page is answered once.</summary>
    public static Scenario Answer(Func<Mm, Vma, byte[]> answer)
    {
        RacingProcess? process = null;
        Vma? vma = null;
        Folio folio = default;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                vma = process.MapShared(RacingProcess.Elsewhere);
                process.Cpu(1).Store(vma.Start, Value);
                process.Machine.Lru.LruAddDrainAll();
                folio = process.FolioOf(vma.Start);
            },
            end: () => { },
            dispose: () => process?.Dispose(),
            ("asker", () => FaultRaces.Guarded(() =>
            {
                byte[] answers = answer(process!.Mm, vma!);
                Expect.That(answers is [1, 0], "TWICE", $"Of a page that is in memory and one that is not it was answered {string.Join(' ', answers)}.");
            })),
            ("retracter", () => FaultRaces.Guarded(() => Retract(process!.Mm, vma!, folio))));
    }

    /// <summary>In Linux: <c>mincore</c>.</summary>
    public static byte[] Mincore(Mm mm, Vma vma)
    {
        byte[] answers = [Unanswered, Unanswered];
        Errno refused = mm.Mincore(vma.Start, vma.Size, answers);
        return refused == Errno.None ? answers : [];
    }

    /// <summary>One that answers while the table is there, and begins again where it was not there to the end: the bug.</summary>
    public static byte[] MincoreByMoments(Mm mm, Vma vma)
    {
        ByMoments asking = new([]);
        mm.MmapLock.MmapReadLock();
        VmaWalking.WalkPageVma(vma, ref asking);
        mm.MmapLock.MmapReadUnlock();
        return [.. asking.Answers];
    }

    private static PmdPtr PmdFor(Mm mm, VirtualAddress address)
    {
        P4dPtr p4d = Pgalloc.UpperTables.P4dAlloc(mm, PgdOffsetPgd(mm.Pgd, address), address);
        return Pgalloc.UpperTables.PmdAlloc(mm, Pgalloc.UpperTables.PudAlloc(mm, p4d, address), address);
    }

    // In Linux: what retract_page_tables does to one mapping, after the pages were taken out of it.
    private static unsafe void Retract(Mm mm, Vma vma, Folio folio)
    {
        vma.Mapping!.IMmapRwsem.DownRead();
        PmdPtr pmd = Pgalloc.PmdLookup.Find(mm, vma.Start);
        SpinlockPtr pml = mm.PmdLockPtr(pmd.Slot);
        mm.SpinLock(pml);
        Pmd found = PmdpGet(mm, pmd);
        Expect.That(found.Kind == EntryKind.Table, "NOTABLE", "The slot names no table that could be taken out.");
        PhysicalAddress table = found.TableAddress;
        SpinlockPtr ptl = mm.PtlockPtr(table);
        mm.SpinLockNested(ptl);
        Pte entry = new(mm.Exchange((ulong*)mm.TableAt(table, PageSize) + PteIndex(vma.Start), 0));
        PmdClear(mm, pmd);
        TlbFlush.FlushTlbPage(mm, vma.Start);
        if (entry.Present)
        {
            FolioRmap.FolioRemoveRmapPte(folio, vma);
            mm.Struct.AddRss(RssCounter.Shmem, -1);
        }

        mm.SpinUnlock(ptl);
        mm.SpinUnlock(pml);
        vma.Mapping!.IMmapRwsem.UpRead();
        if (entry.Present)
        {
            folio.PutRefs(1);
        }

        mm.CountTable(-1);
        Pgalloc.TableFreeing.PteFreeDefer(mm, table);
    }

    private readonly struct ByMoments(List<byte> answers) : IVmaWalkOps<ByMoments>
    {
        public List<byte> Answers { get; } = answers;

        public static WalkCallbacks Callbacks => WalkCallbacks.PmdEntry | WalkCallbacks.PteHole;

        public static int PmdEntry(ref ByMoments ops, PmdPtr pmd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
        {
            for (; address != next; address += PageSize)
            {
                PtePtr pte = PteOffsetMap(walk.Mm, pmd, address);
                if (pte.IsNull)
                {
                    walk.Action = PageWalkAction.Again;
                    return 0;
                }

                ops.Answers.Add(PtepGet(walk.Mm, pte).None ? (byte)0 : (byte)1);
                PteUnmap(walk.Mm, pte);
            }

            return 0;
        }

        public static int PteHole(ref ByMoments ops, VirtualAddress address, VirtualAddress next, int depth, ref VmaWalk walk)
        {
            ops.Answers.AddRange([1, 0]);
            return 0;
        }
    }
}
