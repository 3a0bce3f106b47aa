using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Tests.Locking;

public sealed class Misuse_of_locks_is_an_oops : IDisposable
{
    private readonly UserMemory _memory = new();

    private Machine Machine => _memory.Machine;

    public void Dispose() => _memory.Dispose();

    public static TheoryData<string> Contexts => ["an RCU section", "a spinlock", "interrupts off"];

    public static TheoryData<string> Sleepers => ["down_read", "down_write", "folio_lock", "synchronize_rcu", "rcu_barrier", "alloc_pages", "mmap_lock"];

    [Theory]
    [MemberData(nameof(Sleepers))]
    public void Sleeping_in_an_RCU_section(string sleeper) => CannotSleep("an RCU section", sleeper);

    [Theory]
    [MemberData(nameof(Sleepers))]
    public void Sleeping_under_a_spinlock(string sleeper) => CannotSleep("a spinlock", sleeper);

    [Theory]
    [MemberData(nameof(Sleepers))]
    public void Sleeping_with_interrupts_off(string sleeper) => CannotSleep("interrupts off", sleeper);

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Ending_inside_something(string context)
    {
        Enter(context, Machine.NewSpinlock("test"));

        Assert.Contains("ends", Assert.Throws<Oops>(() => Machine.CheckBalanced()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ending_with_a_semaphore_a_folio_lock_or_a_reference()
    {
        Machine.CheckBalanced(references: 0);
        Frame frame = _memory.NewFrame();
        Assert.Throws<Oops>(() => Machine.CheckBalanced(references: 0));
        Machine.CheckBalanced(references: 1);

        Machine.FolioLock.Lock(frame);
        Assert.Throws<Oops>(() => Machine.CheckBalanced());
        Machine.FolioLock.Unlock(frame);
        new RwSemaphore(Machine, "test").DownRead();
        Assert.Throws<Oops>(() => Machine.CheckBalanced());
    }

    [Fact]
    public void Ending_with_a_spinlock_names_it()
    {
        SpinlockPtr first = Machine.NewSpinlock("swap_lock");
        SpinlockPtr second = Machine.NewSpinlock("lru_lock");
        _memory.Mm.SpinLock(first);
        _memory.Mm.SpinLock(second);
        _memory.Mm.SpinUnlock(first);

        string message = Assert.Throws<Oops>(() => Machine.CheckBalanced()).Message;

        Assert.Contains("lru_lock", message, StringComparison.Ordinal);
        Assert.DoesNotContain("swap_lock", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Giving_back_a_semaphore_that_is_not_held()
    {
        RwSemaphore semaphore = new(Machine, "test");
        Assert.Throws<Oops>(semaphore.UpRead);
        Assert.Throws<Oops>(semaphore.UpWrite);
        semaphore.DownRead();
        Assert.Throws<Oops>(semaphore.UpWrite);
        Assert.Throws<Oops>(semaphore.DowngradeWrite);
        semaphore.UpRead();
        semaphore.DownWrite();
        Assert.Throws<Oops>(semaphore.UpRead);
        Threads.Elsewhere(() => Assert.Throws<Oops>(semaphore.UpWrite));
    }

    [Fact]
    public void Taking_a_semaphore_that_one_writes_under_oneself()
    {
        RwSemaphore semaphore = new(Machine, "test");
        semaphore.DownWrite();

        Assert.Throws<Oops>(semaphore.DownRead);
        Assert.Throws<Oops>(semaphore.DownWrite);
    }

    [Fact]
    public void Giving_back_the_lock_of_a_folio_that_nobody_holds() =>
        Assert.Throws<Oops>(() => Machine.FolioLock.Unlock(_memory.NewFrame()));

    [Fact]
    public void Two_that_write_under_a_sequence_count()
    {
        SequenceCount sequence = new(Machine, "test");
        sequence.WriteBegin();

        Assert.Throws<Oops>(sequence.WriteBegin);
    }

    [Fact]
    public void Ending_interrupts_off_sections_out_of_order()
    {
        nuint outer = _memory.Mm.LocalIrqSave();
        nuint inner = _memory.Mm.LocalIrqSave();

        Assert.Throws<Oops>(() => _memory.Mm.LocalIrqRestore(outer));
        _memory.Mm.LocalIrqRestore(inner);
        _memory.Mm.LocalIrqRestore(outer);
        Assert.Throws<Oops>(() => _memory.Mm.LocalIrqRestore(outer));
    }

    private void CannotSleep(string context, string sleeper)
    {
        Action sleeps = Sleeper(sleeper);
        Enter(context, Machine.NewSpinlock("test"));

        Assert.Contains("sleep", Assert.Throws<Oops>(sleeps).Message, StringComparison.Ordinal);
    }

    private void Enter(string context, SpinlockPtr spinlock)
    {
        switch (context)
        {
            case "an RCU section":
                Machine.Rcu.ReadLock();
                break;
            case "a spinlock":
                _memory.Mm.SpinLock(spinlock);
                break;
            default:
                _memory.Mm.LocalIrqSave();
                break;
        }
    }

    private Action Sleeper(string name)
    {
        RwSemaphore semaphore = new(Machine, "test");
        Frame folio = _memory.NewFrame();
        return name switch
        {
            "down_read" => semaphore.DownRead,
            "down_write" => semaphore.DownWrite,
            "folio_lock" => () => Machine.FolioLock.Lock(folio),
            "synchronize_rcu" => Machine.Rcu.Synchronize,
            "rcu_barrier" => Machine.Rcu.Barrier,
            "alloc_pages" => () => Machine.PageAllocator.AllocPages(Gfp.Kernel),
            _ => _memory.Mm.MmapLock.MmapReadLock,
        };
    }
}
