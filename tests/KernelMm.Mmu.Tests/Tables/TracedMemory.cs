namespace KernelMm.Mmu.Tests.Tables;

/// <summary>Memory that remembers which entries a walk has read.</summary>
/// <param name="memory">Where the entries lie.</param>
/// <param name="seen">What the walk sees of an entry of 64 bits, where that is not what it holds.</param>
internal sealed unsafe class TracedMemory<TMemory>(TMemory memory, Func<ulong, ulong>? seen = null) : IPageTableMemory
    where TMemory : struct, IPageTableMemory
{
    public List<PhysicalAddress> Read { get; } = [];

    public void* TableAt(PhysicalAddress table, ByteCount size) => memory.TableAt(table, size);

    public PhysicalAddress AddressOf(void* slot) => memory.AddressOf(slot);

    public ulong ReadOnce(ulong* slot)
    {
        Read.Add(memory.AddressOf(slot));
        ulong entry = memory.ReadOnce(slot);
        return seen is null ? entry : seen(entry);
    }

    public uint ReadOnce(uint* slot)
    {
        Read.Add(memory.AddressOf(slot));
        return memory.ReadOnce(slot);
    }

    // A walk reads whole entries and writes none.
    public void WriteOnce(ulong* slot, ulong value) => throw new NotSupportedException();

    public void WriteOnce(uint* slot, uint value) => throw new NotSupportedException();

    public ulong Exchange(ulong* slot, ulong value) => throw new NotSupportedException();

    public uint Exchange(uint* slot, uint value) => throw new NotSupportedException();

    public ulong CompareExchange(ulong* slot, ulong value, ulong comparand) => throw new NotSupportedException();

    public uint CompareExchange(uint* slot, uint value, uint comparand) => throw new NotSupportedException();

    public ulong AndNot(ulong* slot, ulong bits) => throw new NotSupportedException();

    public uint AndNot(uint* slot, uint bits) => throw new NotSupportedException();

    public uint ReadHalf(ulong* slot, EntryHalf half) => throw new NotSupportedException();

    public void WriteHalf(ulong* slot, EntryHalf half, uint value) => throw new NotSupportedException();
}
