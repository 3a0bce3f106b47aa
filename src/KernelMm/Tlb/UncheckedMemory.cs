namespace KernelMm.Tlb;

/// <summary>Physical memory as a checker looks at it: no scheduling point, no check of its own, and nothing is ever written.</summary>
internal readonly unsafe struct UncheckedMemory(Machine machine) : IPageTableMemory
{
    private readonly LinearMemory _memory = machine.Arena.Memory;

    public void* TableAt(PhysicalAddress table, ByteCount size) => _memory.TableAt(table, size);

    public PhysicalAddress AddressOf(void* slot) => _memory.AddressOf(slot);

    public ulong ReadOnce(ulong* slot) => _memory.ReadOnce(slot);

    public uint ReadOnce(uint* slot) => _memory.ReadOnce(slot);

    public uint ReadHalf(ulong* slot, EntryHalf half) => _memory.ReadHalf(slot, half);

    public void WriteOnce(ulong* slot, ulong value) => throw Never();

    public void WriteOnce(uint* slot, uint value) => throw Never();

    public ulong Exchange(ulong* slot, ulong value) => throw Never();

    public uint Exchange(uint* slot, uint value) => throw Never();

    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand) => throw Never();

    public uint CompareExchange(uint* slot, uint value, uint comparand) => throw Never();

    public ulong AndNot(ulong* slot, ulong bits) => throw Never();

    public uint AndNot(uint* slot, uint bits) => throw Never();

    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => throw Never();

    private static InvalidOperationException Never() => new("A checker only looks.");
}
