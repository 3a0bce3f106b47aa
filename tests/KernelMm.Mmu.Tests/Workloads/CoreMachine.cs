using KernelMm.Faults;
using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Guests;
using KernelMm.Physical;

namespace KernelMm.Mmu.Tests.Workloads;

/// <summary>
/// A machine of the core that hands out memory only where the emulated machine's tables lie, so that its memory can be put into
/// that one's RAM as it is.
/// </summary>
internal sealed class CoreMachine : IDisposable
{
    private readonly PhysicalAddress _start;

    public CoreMachine(Guest guest, ulong seed)
    {
        _start = new(guest.RamStart.Value + MemoryMap.Tables);
        Machine = new(new MachineOptions { Memory = new ByteCount(guest.RamStart.Value + MemoryMap.Landing), Cpus = 2, Seed = seed, PerCpuPages = 0 })
        {
            PageFaultHandler = UserFaults.Instance,
        };
        TakeAllBelow();
    }

    public Machine Machine { get; }

    /// <summary>The architecture that the core is compiled for.</summary>
    public static IArchitecture Architecture { get; } = PageTables.Architectures.All.Single(
        architecture => architecture.GetType().Namespace == typeof(Mm).GetProperty(nameof(Mm.Pgd))!.PropertyType.Namespace);

    /// <summary>
    /// Whether its Linux gives what may only be executed to be executed only: riscv does, arm64 on CPUs with FEAT_PAN3 alone, of
    /// which the core is none.
    /// </summary>
    public static bool HasExecuteOnlyPages { get; } = Architecture.Layout.Name.StartsWith("riscv", StringComparison.Ordinal);

    /// <summary>Puts the memory into a guest's RAM.</summary>
    public void CopyTo(GuestRam ram) => Bytes.CopyTo(ram.Bytes(_start, Bytes.Length));

    /// <summary>The word at an address.</summary>
    public unsafe ulong Word(PhysicalAddress at) => *(ulong*)Machine.Arena.Memory.TableAt(at, new ByteCount(8));

    public void Dispose() => Machine.Dispose();

    private unsafe Span<byte> Bytes => new(Machine.Arena.Memory.TableAt(_start, new ByteCount(MemoryMap.Landing - MemoryMap.Tables)), (int)(MemoryMap.Landing - MemoryMap.Tables));

    // Takes everything, and gives back what is high enough.
    private void TakeAllBelow()
    {
        List<Frame> high = [];
        for (int order = PageAllocator.MaxOrder; order >= 0; order--)
        {
            TakeAll(order, high);
        }

        high.ForEach(Machine.PageAllocator.FreePages);
    }

    // The one block that lies on both sides is given back and taken in halves.
    private void TakeAll(int order, List<Frame> high)
    {
        Frame? both = null;
        while (Machine.PageAllocator.AllocPages(Gfp.Kernel, order) is Frame frame)
        {
            bool isHigh = frame.Address >= _start;
            both = !isHigh && frame.Address.Value + (1UL << (order + Architecture.Layout.PageShift)) > _start.Value ? frame : both;
            high.AddRange(isHigh ? [frame] : Array.Empty<Frame>());
        }

        if (both is Frame block)
        {
            Machine.PageAllocator.FreePages(block);
            TakeAll(order - 1, high);
        }
    }
}
