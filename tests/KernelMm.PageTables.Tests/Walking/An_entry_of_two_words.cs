using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.X86Pae;

namespace KernelMm.PageTables.Tests.Walking;

/// <summary>Entries that the machine reads and writes as two words, by somebody who reads while another writes.</summary>
public sealed unsafe class An_entry_of_two_words : IDisposable
{
    private const ulong Old = 0x0000_0001_0040_1067;
    private const ulong New = 0x0000_0002_0040_2067;

    private readonly TableMemory _memory = new(new PhysicalAddress(0x40_0000), 1 << 14);
    private readonly Ledger _ledger = new();
    private readonly LedgerMm _mm;
    private readonly PhysicalAddress _slot;

    public An_entry_of_two_words()
    {
        _mm = new LedgerMm(_memory.Memory, _ledger);
        _slot = _memory.Allocate(4096);
        _memory.Write(_slot, Old, 64);
    }

    private PmdPtr Pmd => new(_mm.TableAt(_slot, new ByteCount(8)));

    private PtePtr Pte => new(_mm.TableAt(_slot, new ByteCount(8)));

    public void Dispose() => _memory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Is_never_made_of_two_entries_that_are_present(int before)
    {
        // The other CPU writes between two of the reader's three looks.
        _ledger.BeforeHalf = count =>
        {
            if (count == before)
            {
                _memory.Write(_slot, New, 64);
            }
        };

        Assert.Equal(New, Pgtable.PmdpGetLockless(_mm, Pmd).Value);
        Assert.Equal(["Low", "High", "Low", "Low", "High", "Low"], _ledger.Halves.Select(touch => touch.Half.ToString()));
    }

    [Fact]
    public void Is_read_once_where_nobody_writes()
    {
        Assert.Equal(Old, Pgtable.PtepGetLockless(_mm, Pte).Value);
        Assert.Equal(["Low", "High", "Low"], _ledger.Halves.Select(touch => touch.Half.ToString()));
    }

    [Fact]
    public void Is_read_with_interrupts_off_where_a_table_is_mapped_by_it()
    {
        PhysicalAddress table = _memory.Allocate(4096);
        _memory.Write(_slot, table.Value | 0x67, 64);

        PtePtr pte = Pgtable.PteOffsetMap(_mm, Pmd, new VirtualAddress(0x5000));

        Assert.Equal(new PhysicalAddress(table.Value + (5 * 8)), _mm.AddressOf(pte.Slot));
        Assert.All(_ledger.Halves, touch => Assert.True(touch.IrqsOff));
        Assert.NotEmpty(_ledger.Halves);
        Pgtable.PteUnmap(_mm, pte);
        _ledger.AssertNothingHeld();
    }

    [Fact]
    public void Becomes_present_with_its_low_word_last_and_ceases_with_it_first()
    {
        Pgtable.SetPte(_mm, Pte, new Pte(New));
        Assert.Equal(New, _memory.Read(_slot, 64));

        Pgtable.PteClear(_mm, Pte);
        Assert.Equal(0UL, _memory.Read(_slot, 64));

        Assert.Equal(
            [("write", EntryHalf.High), ("write", EntryHalf.Low), ("write", EntryHalf.Low), ("write", EntryHalf.High)],
            _ledger.Halves.Select(touch => (touch.Access, touch.Half)));
    }

    [Fact]
    public void Of_a_table_is_written_whole()
    {
        Pgtable.SetPmd(_mm, Pmd, new Pmd(New));

        Assert.Equal(New, _memory.Read(_slot, 64));
        Assert.Empty(_ledger.Halves);
    }

    [Fact]
    public void Is_none_above_the_pages_where_its_low_word_is() =>
        Assert.Equal((true, false), (new Pmd(0x1_0000_0000).None, new Pte(0x1_0000_0000).None));
}
