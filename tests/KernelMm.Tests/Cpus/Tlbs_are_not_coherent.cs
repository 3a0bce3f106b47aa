using KernelMm.Cpus;
using KernelMm.Physical;
using static KernelMm.Cpus.TlbFlush;

namespace KernelMm.Tests.Cpus;

public sealed class Tlbs_are_not_coherent : IDisposable
{
    private static readonly VirtualAddress Address = UserMemory.Address;
    private static readonly VirtualAddress Next = Address + PageSize;

    private readonly UserMemory _memory = new();
    private readonly Frame _old;
    private readonly Frame _new;

    public Tlbs_are_not_coherent()
    {
        _old = _memory.NewFrame();
        _new = _memory.NewFrame();
        (_memory.Word(_old), _memory.Word(_new)) = (1, 2);
    }

    public void Dispose() => _memory.Dispose();

    public static TheoryData<string, bool, bool> Flushes => new()
    {
        // What is flushed, whether the first page is gone then, whether the one after it is.
        { "page", true, false },
        { "range", true, true },
        { "range of the next page", false, true },
        { "mm", true, true },
        { "all", true, true },
        { "nothing", false, false },
    };

    [Theory]
    [MemberData(nameof(Flushes))]
    public void An_entry_is_used_until_it_is_flushed(string flush, bool first, bool next)
    {
        Cpu cpu = _memory.Cpu(1);
        MapBoth(_old);
        Assert.Equal((1UL, 1UL), (Load(cpu, Address), Load(cpu, Next)));
        MapBoth(_new);
        Assert.Equal((1UL, 1UL), (Load(cpu, Address), Load(cpu, Next)));

        Flush(flush);

        Assert.Equal((first ? 2UL : 1UL, next ? 2UL : 1UL), (Load(cpu, Address), Load(cpu, Next)));
    }

    [Fact]
    public void A_local_flush_reaches_no_other_CPU()
    {
        _memory.Map(Address, _old, Prots.Shared);
        Cpu other = _memory.Cpu(2);
        Assert.Equal(1UL, Load(other, Address));
        Cpu own = _memory.Cpu(1);
        Assert.Equal(1UL, Load(own, Address));
        _memory.Map(Address, _new, Prots.Shared);

        LocalFlushTlbPage(_memory.Mm, Address);

        Assert.Equal(2UL, Load(own, Address));
        Assert.Equal(1UL, Load(other, Address));
        Assert.Equal(0UL, _memory.Machine.Count(Counter.Ipis));
    }

    [Fact]
    public void A_flush_interrupts_the_CPUs_that_have_the_address_space_loaded_and_no_other()
    {
        _memory.Cpu(1);
        _memory.Cpu(3);
        _memory.Cpu(0);

        FlushTlbPage(_memory.Mm, Address);

        Assert.Equal(2UL, _memory.Machine.Count(Counter.Ipis));
        Assert.Equal(3UL, _memory.Machine.Count(Counter.TlbFlushOne));
    }

    [Fact]
    public void Two_address_spaces_do_not_see_each_others_entries()
    {
        Cpu cpu = _memory.Cpu(0);
        _memory.Map(Address, _old, Prots.Shared);
        Assert.Equal(1UL, Load(cpu, Address));

        cpu.SwitchMm(Mm.Alloc(_memory.Machine)!.Value);
        Assert.False(cpu.Load(Address, out _));

        // Back again: the entry is still there, and is used although the table says otherwise by now.
        _memory.Map(Address, _new, Prots.Shared);
        cpu.SwitchMm(_memory.Mm);
        Assert.Equal(1UL, Load(cpu, Address));
    }

    [Fact]
    public void A_CPU_that_was_elsewhere_during_a_flush_catches_up_when_it_comes_back()
    {
        Cpu cpu = _memory.Cpu(0);
        _memory.Map(Address, _old, Prots.Shared);
        Assert.Equal(1UL, Load(cpu, Address));
        cpu.SwitchMm(Mm.Alloc(_memory.Machine)!.Value);
        _memory.Map(Address, _new, Prots.Shared);

        FlushTlbPage(_memory.Mm, Address);
        Assert.Equal(0UL, _memory.Machine.Count(Counter.Ipis));
        cpu.SwitchMm(_memory.Mm);

        Assert.Equal(2UL, Load(cpu, Address));
    }

    [Fact]
    public void An_entry_of_a_huge_page_answers_for_all_of_it()
    {
        Frame huge = _memory.NewFrame(PmdShift - PageShift);
        VirtualAddress address = Address.AlignDown(PmdSize);
        _memory.MapHuge(address, huge, Prots.Shared);
        Cpu cpu = _memory.Cpu(0);
        Assert.True(cpu.Store(address + new ByteCount(0x12340), 7));
        ulong misses = _memory.Machine.Count(Counter.TlbMisses);

        Assert.Equal(7UL, Load(cpu, address + new ByteCount(0x12340)));
        Assert.Equal(0UL, Load(cpu, address + new ByteCount(0x100000)));

        Assert.Equal(misses, _memory.Machine.Count(Counter.TlbMisses));
        FlushTlbPage(_memory.Mm, address + new ByteCount(0x5000));
        Load(cpu, address);
        Assert.Equal(misses + 1, _memory.Machine.Count(Counter.TlbMisses));
    }

    [Fact]
    public void A_small_TLB_forgets_and_one_that_never_evicts_does_not()
    {
        MachineOptions options = new() { Memory = new ByteCount(1024 * PageSize.Value), TlbEntries = 16 };

        Assert.True(MissesOfTwoRounds(options) > 64);
        Assert.Equal(64UL, MissesOfTwoRounds(options with { TlbNeverEvicts = true }));
    }

    [Fact]
    public void Pages_of_two_sizes_are_never_cached_for_one_address()
    {
        Frame huge = _memory.NewFrame(PmdShift - PageShift);
        VirtualAddress address = Address.AlignDown(PmdSize);
        _memory.MapHuge(address, huge, Prots.Shared);
        Cpu cpu = _memory.Cpu(0);
        Load(cpu, address);

        // A split that forgets to flush between taking the huge entry away and putting the table in its place.
        PmdClear(_memory.Mm, _memory.PmdOf(address));
        _memory.Map(address + PageSize, _old, Prots.Shared);
        FlushTlbPage(_memory.Mm, address + PmdSize);
        Load(cpu, address);
        Oops? none = Record.Exception(() => Load(cpu, address + PageSize)) as Oops;
        Assert.Null(none);

        LocalFlushTlbPage(_memory.Mm, address);
        Assert.Equal(1UL, Load(cpu, address + PageSize));
        PmdPtr pmd = _memory.PmdOf(address);
        SetPmd(_memory.Mm, pmd, PfnPmd(huge.Pfn, Prots.Shared).MkHuge());

        Assert.Contains("flush is missing", Assert.Throws<Oops>(() => cpu.Load(address, out _)).Message, StringComparison.Ordinal);
    }

    private static ulong MissesOfTwoRounds(MachineOptions options)
    {
        using UserMemory memory = new(options);
        Frame frame = memory.NewFrame();
        Cpu cpu = memory.Cpu(0);
        for (int page = 0; page < 64; page++)
        {
            memory.Map(Address + new ByteCount((ulong)page * PageSize.Value), frame, Prots.Shared);
        }

        for (int access = 0; access < 128; access++)
        {
            Load(cpu, Address + new ByteCount((ulong)(access % 64) * PageSize.Value));
        }

        return memory.Machine.Count(Counter.TlbMisses);
    }

    private static ulong Load(Cpu cpu, VirtualAddress address)
    {
        Assert.True(cpu.Load(address, out ulong value), $"{cpu.LastFault}");
        return value;
    }

    private void MapBoth(Frame frame)
    {
        _memory.Map(Address, frame, Prots.Shared);
        _memory.Map(Next, frame, Prots.Shared);
    }

    private void Flush(string what)
    {
        switch (what)
        {
            case "page":
                FlushTlbPage(_memory.Mm, Address + new ByteCount(8));
                break;
            case "range":
                FlushTlbMmRange(_memory.Mm, Address, Next + PageSize);
                break;
            case "range of the next page":
                FlushTlbMmRange(_memory.Mm, Next, Next + PageSize);
                break;
            case "mm":
                FlushTlbMm(_memory.Mm);
                break;
            case "all":
                FlushTlbAll(_memory.Machine);
                break;
            default:
                break;
        }
    }
}
