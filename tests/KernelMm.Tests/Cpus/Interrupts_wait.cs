using KernelMm.Cpus;

namespace KernelMm.Tests.Cpus;

public sealed class Interrupts_wait : IDisposable
{
    private readonly UserMemory _memory = new();

    public void Dispose() => _memory.Dispose();

    public static TheoryData<string> Ipis => ["flush", "tlb_remove_table_sync_one"];

    [Theory]
    [MemberData(nameof(Ipis))]
    public void Until_the_CPU_that_they_are_for_has_its_interrupts_on(string ipi)
    {
        _memory.Cpu(1);
        nuint flags = _memory.Mm.LocalIrqSave();
        Background sender = Threads.Start(() =>
        {
            _memory.Cpu(0);
            Send(ipi);
        });
        Assert.True(Threads.StaysFalse(() => sender.IsDone));

        _memory.Mm.LocalIrqRestore(flags);

        sender.Join();
        Assert.True(_memory.Machine.Count(Counter.Ipis) >= 1);
    }

    [Fact]
    public void An_inner_section_that_ends_does_not_turn_interrupts_on()
    {
        _memory.Cpu(1);
        nuint outer = _memory.Mm.LocalIrqSave();
        _memory.Mm.LocalIrqRestore(_memory.Mm.LocalIrqSave());
        Background sender = Threads.Start(() =>
        {
            _memory.Cpu(0);
            Send("flush");
        });

        Assert.True(Threads.StaysFalse(() => sender.IsDone));
        _memory.Mm.LocalIrqRestore(outer);
        sender.Join();
    }

    [Fact]
    public void Nobody_sends_one_with_its_own_interrupts_off()
    {
        _memory.Cpu(1);
        _memory.Cpu(0);
        nuint flags = _memory.Mm.LocalIrqSave();

        Assert.Throws<Oops>(() => Send("flush"));
        _memory.Mm.LocalIrqRestore(flags);
    }

    private void Send(string ipi)
    {
        if (ipi == "flush")
        {
            TlbFlush.FlushTlbMm(_memory.Mm);
        }
        else
        {
            TlbFlush.TlbRemoveTableSyncOne(_memory.Machine);
        }
    }
}
