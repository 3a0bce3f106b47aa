using System.Buffers.Binary;
using KernelMm.PageTables.S390x;

namespace KernelMm.PageTables.Tests.Walking;

/// <summary>Entries that stand in memory with their highest byte first, whatever the processor's order is.</summary>
public sealed unsafe class Entries_whose_highest_byte_comes_first
{
    private const ulong Page = 0x0000_0001_2345_613d;

    private readonly byte[] _bytes = new byte[4096 * 2];

    [Fact]
    public void Are_read_and_written_so() => With((mm, slot) =>
    {
        Pgtable.SetPte(mm, slot, new Pte(Page));

        Assert.Equal(Page, BinaryPrimitives.ReadUInt64BigEndian(Of(slot)));
        Assert.Equal(new Pte(Page), Pgtable.PtepGet(mm, slot));
        Assert.Equal(Page, Pgtable.PtepGetLockless(mm, slot).Value);
    });

    [Fact]
    public void Are_cleared_to_what_none_is() => With((mm, slot) =>
    {
        Pgtable.SetPte(mm, slot, new Pte(Page));

        Assert.Equal(Page, Pgtable.PtepGetAndClear(mm, slot).Value);
        Assert.Equal(0x400UL, BinaryPrimitives.ReadUInt64BigEndian(Of(slot)));
        Assert.True(Pgtable.PtepGet(mm, slot).None);
    });

    [Fact]
    public void Are_changed_in_one_step() => With((mm, slot) =>
    {
        Pgtable.SetPte(mm, slot, new Pte(Page));

        Pgtable.PtepSetWrprotect(mm, slot);
        Assert.True(Pgtable.PtepTestAndClearYoung(mm, slot));
        Assert.False(Pgtable.PtepTestAndClearYoung(mm, slot));

        Assert.Equal(new Pte(Page).Wrprotect().MkOld().Value, BinaryPrimitives.ReadUInt64BigEndian(Of(slot)));
    });

    [Fact]
    public void Are_entries_where_they_stand() => With((mm, slot) =>
    {
        Pgtable.SetPte(mm, slot, new Pte(Page));

        Assert.Equal(Page, new ReadOnlySpan<Pte>(slot.Slot, 1)[0].Value);
        Assert.Equal("0x000000012345613d", Pgtable.PtepGet(mm, slot).ToString());
    });

    private void With(Action<LinearMemory, PtePtr> check)
    {
        fixed (byte* origin = _bytes)
        {
            check(new LinearMemory(origin, new PhysicalAddress(0x1000), new ByteCount((ulong)_bytes.Length)), new PtePtr(origin + 8));
        }
    }

    private static ReadOnlySpan<byte> Of(PtePtr slot) => new(slot.Slot, sizeof(ulong));
}
