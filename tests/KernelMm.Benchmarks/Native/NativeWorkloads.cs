using KernelMm.Contracts;
using KernelMm.Cpus;
using KernelMm.PageTables.X64;
using KernelMm.Pgalloc;
using KernelMm.Physical;
using static KernelMm.PageTables.X64.Pgtable;

namespace KernelMm.Benchmarks.Native;

/// <summary>
/// What the core does most, in the native life, uncontended. Each is done so many times as it is told. Loaded once with the core
/// as it is built, and once with a core without scheduling points.
/// </summary>
public sealed class NativeWorkloads
{
    private static readonly VirtualAddress Address = new(0x7f12_3456_7000);

    private static readonly Machine Shared = new(new ByteCount(1 << 20));
    private readonly Mm _mm;
    private readonly PmdPtr _pmd;
    private readonly Frame _frame;
    private readonly Cpu _cpu;

    public NativeWorkloads()
    {
        _mm = Mm.Alloc(Shared) ?? throw new InvalidOperationException("No memory.");
        P4dPtr p4d = UpperTables.P4dAlloc(_mm, PgdOffsetPgd(_mm.Pgd, Address), Address);
        _pmd = UpperTables.PmdAlloc(_mm, UpperTables.PudAlloc(_mm, p4d, Address), Address);
        _frame = Shared.PageAllocator.AllocPages(Gfp.Kernel) ?? throw new InvalidOperationException("No memory.");
        PtePtr pte = PteAllocation.PteAllocMapLock(_mm, _pmd, Address, out SpinlockPtr ptl);
        if (pte.IsNull)
        {
            throw new InvalidOperationException("No memory.");
        }

        SetPte(_mm, pte, PfnPte(_frame.Pfn, Pgprot.PageShared));
        PteUnmapUnlock(_mm, pte, ptl);
        _cpu = Shared.Cpus[0];
        _cpu.SwitchMm(_mm);
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyDictionary<string, Action<int>> All => new Dictionary<string, Action<int>>
    {
        ["map and lock, read, unmap"] = MapLocked,
        ["map, read, unmap"] = Map,
        ["spinlock"] = Spinlock,
        ["RCU section"] = RcuSection,
        ["mmap_lock for reading"] = MmapLock,
        ["atomic entry operations"] = EntryOperations,
        ["reference"] = Reference,
        ["folio lock"] = FolioLock,
        ["page, allocated and freed"] = Page,
        ["load through the TLB"] = Load,
    };

    private void MapLocked(int times)
    {
        for (int time = 0; time < times; time++)
        {
            PtePtr pte = PteOffsetMapLock(_mm, _pmd, Address, out SpinlockPtr ptl);
            if (pte)
            {
                _ = PtepGet(_mm, pte);
                PteUnmapUnlock(_mm, pte, ptl);
            }
        }
    }

    private void Map(int times)
    {
        for (int time = 0; time < times; time++)
        {
            PtePtr pte = PteOffsetMap(_mm, _pmd, Address);
            if (pte)
            {
                _ = PtepGet(_mm, pte);
                PteUnmap(_mm, pte);
            }
        }
    }

    private void Spinlock(int times)
    {
        SpinlockPtr spinlock = _mm.PtlockPtr(_mm.Root);
        for (int time = 0; time < times; time++)
        {
            _mm.SpinLock(spinlock);
            _mm.SpinUnlock(spinlock);
        }
    }

    private void RcuSection(int times)
    {
        for (int time = 0; time < times; time++)
        {
            _mm.RcuReadLock();
            _mm.RcuReadUnlock();
        }
    }

    private void MmapLock(int times)
    {
        for (int time = 0; time < times; time++)
        {
            _mm.MmapLock.MmapReadLock();
            _mm.MmapLock.MmapReadUnlock();
        }
    }

    private void EntryOperations(int times)
    {
        PtePtr pte = PteOffsetMap(_mm, _pmd, Address);
        if (!pte)
        {
            return;
        }

        for (int time = 0; time < times; time++)
        {
            PtepTestAndClearYoung(_mm, pte);
            PtepSetWrprotect(_mm, pte);
        }

        PteUnmap(_mm, pte);
    }

    private void Reference(int times)
    {
        for (int time = 0; time < times; time++)
        {
            Shared.References.FolioGet(_frame);
            Shared.References.FolioPut(_frame);
        }
    }

    private void FolioLock(int times)
    {
        for (int time = 0; time < times; time++)
        {
            Shared.FolioLock.Lock(_frame);
            Shared.FolioLock.Unlock(_frame);
        }
    }

    private void Page(int times)
    {
        for (int time = 0; time < times; time++)
        {
            if (Shared.PageAllocator.AllocPages(Gfp.Kernel) is { } frame)
            {
                Shared.PageAllocator.FreePages(frame);
            }
        }
    }

    private void Load(int times)
    {
        for (int time = 0; time < times; time++)
        {
            _cpu.Load(Address, out _);
        }
    }
}
