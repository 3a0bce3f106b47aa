using KernelMm.Cpus;
using KernelMm.Physical;

namespace KernelMm.Tests;

/// <summary>A machine, an address space, and pages that tests put into it by hand.</summary>
internal sealed class UserMemory : IDisposable
{
    /// <summary>In the middle of what a program may map, where a huge page may begin.</summary>
    public static readonly VirtualAddress Address = new(KernelMm.Mm.TaskSize.Value / 2 / PmdSize.Value * PmdSize.Value);

    public UserMemory(MachineOptions? options = null)
    {
        Machine = new Machine(options ?? new MachineOptions { Memory = new ByteCount(Math.Max(4096 * PageSize.Value, 2 * PmdSize.Value)) });
        Mm = KernelMm.Mm.Alloc(Machine) ?? throw new InvalidOperationException("No memory for the top table.");
    }

    public Machine Machine { get; }

    public Mm Mm { get; }

    public Cpu Cpu(int number)
    {
        Cpu cpu = Machine.Cpus[number];
        cpu.SwitchMm(Mm);
        return cpu;
    }

    public Frame NewFrame(int order = 0) =>
        Machine.PageAllocator.AllocPages(Gfp.Kernel | Gfp.Zero, order) ?? throw new InvalidOperationException("No memory.");

    public PmdPtr PmdOf(VirtualAddress address) =>
        PmdAlloc(Mm, PudAlloc(Mm, P4dAlloc(Mm, PgdOffsetPgd(Mm.Pgd, address), address), address), address);

    public void Map(VirtualAddress address, Pte entry)
    {
        PtePtr pte = PteAllocMapLock(Mm, PmdOf(address), address, out SpinlockPtr ptl);
        if (!pte)
        {
            throw new InvalidOperationException("No page table.");
        }

        SetPte(Mm, pte, entry);
        PteUnmapUnlock(Mm, pte, ptl);
    }

    public void Map(VirtualAddress address, Frame frame, Pgprot protection) => Map(address, PfnPte(frame.Pfn, protection));

    public void MapHuge(VirtualAddress address, Frame frame, Pgprot protection) =>
        SetPmd(Mm, PmdOf(address), PfnPmd(frame.Pfn, protection).MkHuge());

    public Pte PteOf(VirtualAddress address)
    {
        PtePtr pte = PteOffsetMap(Mm, PmdOf(address), address);
        if (!pte)
        {
            return default;
        }

        Pte entry = PtepGet(Mm, pte);
        PteUnmap(Mm, pte);
        return entry;
    }

    /// <summary>The first 8 bytes of a frame, past all translation.</summary>
    public unsafe ref ulong Word(Frame frame) => ref *(ulong*)Machine.Arena.Memory.TableAt(frame.Address, PageSize);

    public void Dispose() => Machine.Dispose();
}
