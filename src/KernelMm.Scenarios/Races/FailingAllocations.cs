using KernelMm.Faults;
using KernelMm.Folios;
using KernelMm.Mremap;

namespace KernelMm.Scenarios.Races;

/// <summary>One call of which each allocation may fail: whatever does, the address space is whole and no memory is lost.</summary>
internal static class FailingAllocations
{
    /// <summary>A call, and whether it went well.</summary>
    public delegate bool Call(RacingProcess process);

    /// <summary>Carries out a call with failures to choose from, and looks at what it left.</summary>
    public static Scenario Of(Call call)
    {
        RacingProcess? process = null;
        return new Play(
            begin: () =>
            {
                process = RacingProcess.After(process);
                process.Cpu(1).Store(RacingProcess.Address, 1);
                process.Cpu(1).Store(process.Map(RacingProcess.Elsewhere).Start, 2);
                process.Machine.Lru.LruAddDrainAll();
            },
            end: () => { },
            dispose: () => process?.Dispose(),
            ("caller", () => FaultRaces.Guarded(() => Check(process!, call))));
    }

    /// <summary>A fork, and the child's exit.</summary>
    public static bool Fork(RacingProcess process)
    {
        if (process.Mm.Fork(out Mm child) != Errno.None)
        {
            return false;
        }

        child.Put();
        return true;
    }

    /// <summary>A first write to a mapping, which makes an anon_vma, tables and a page; and its end.</summary>
    public static bool Fault(RacingProcess process) => Fault(process, static (vma, address) =>
        FaultHandling.HandleMmFault(vma, address, FaultFlags.Write) == FaultResult.None);

    /// <summary>The same with a fault that keeps its page where there is no memory for the table: the bug.</summary>
    public static bool FaultThatKeepsItsPage(RacingProcess process) => Fault(process, static (vma, address) =>
    {
        Folio folio = FolioAllocation.VmaAllocZeroedMovableFolio(vma, address);
        if (folio.IsNull || FaultHandling.HandleMmFault(vma, address, FaultFlags.Write) != FaultResult.None)
        {
            return false;
        }

        folio.Put();
        return true;
    });

    /// <summary>
    /// Pages moved to another table; where that fails half-way, they are moved back. That is the piece of <c>mremap</c> alone, so that no other failure
    /// comes before.
    /// </summary>
    public static bool Move(RacingProcess process)
    {
        Vma to = Unfailing(process, () => process.Map(RacingProcess.Far));
        process.Mm.MmapLock.MmapWriteLock();
        ByteCount moved = TableMoves.MovePageTables(process.Vma, process.Vma.Start, to, to.Start, process.Vma.Size, needRmapLocks: false);
        process.Machine.PageAllocator.Failures.AreChosen = false;
        TableMoves.MovePageTables(to, to.Start, process.Vma, process.Vma.Start, moved, needRmapLocks: true);
        process.Mm.MmapLock.MmapWriteUnlock();
        process.Mm.Munmap(to.Start, to.Size);
        return moved == process.Vma.Size;
    }

    /// <summary>Pages and tables taken out, where there is no memory to gather them in.</summary>
    public static bool Unmap(RacingProcess process)
    {
        Vma vma = Unfailing(process, () =>
        {
            Vma made = process.Map(RacingProcess.Far);
            process.Cpu(1).Store(RacingProcess.Far, 3);
            return made;
        });
        if (process.Mm.Munmap(vma.Start, vma.Size) == Errno.None)
        {
            return true;
        }

        process.Machine.PageAllocator.Failures.AreChosen = false;
        process.Mm.Munmap(vma.Start, vma.Size);
        return false;
    }

    private static bool Fault(RacingProcess process, Func<Vma, VirtualAddress, bool> fault)
    {
        Vma vma = Unfailing(process, () => process.Map(RacingProcess.Far));
        process.Mm.MmapLock.MmapReadLock();
        bool isDone = fault(vma, RacingProcess.Far);
        process.Mm.MmapLock.MmapReadUnlock();
        Expect.That(process.Mm.Rss(RssCounter.Anon) == (isDone ? 3 : 2), "COUNTED", "A fault that failed is counted, or one that did not is not.");
        process.Machine.PageAllocator.Failures.AreChosen = false;
        process.Mm.Munmap(vma.Start, vma.Size);
        return isDone;
    }

    // What only prepares a call does not fail.
    private static Vma Unfailing(RacingProcess process, Func<Vma> prepare)
    {
        bool areChosen = process.Machine.PageAllocator.Failures.AreChosen;
        process.Machine.PageAllocator.Failures.AreChosen = false;
        Vma prepared = prepare();
        process.Machine.PageAllocator.Failures.AreChosen = areChosen;
        return prepared;
    }

    private static void Check(RacingProcess process, Call call)
    {
        // A first lap without failures makes what stays: tables that a neighbour shares.
        call(process);
        ulong free = Free(process);
        process.Machine.PageAllocator.Failures.AreChosen = true;
        bool isDone = call(process);
        process.Machine.PageAllocator.Failures.AreChosen = false;
        Explorer.Current!.Mark(isDone ? "it went well" : "it failed");

        process.Cpu(1).Load(RacingProcess.Address, out ulong first);
        process.Cpu(1).Load(RacingProcess.Elsewhere, out ulong second);
        Expect.That((first, second) == (1, 2) && process.Mm.Rss(RssCounter.Anon) == 2, "LOST", "The address space is not what it was.");
        Expect.That(Free(process) == free, "LEAKED", "Memory is gone.");
    }

    private static ulong Free(RacingProcess process)
    {
        process.Machine.Lru.LruAddDrainAll();
        process.Machine.Rcu.Barrier();
        return process.Machine.PageAllocator.FreeFrames.Value;
    }
}
