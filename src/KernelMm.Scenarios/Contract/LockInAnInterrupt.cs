namespace KernelMm.Scenarios.Contract;

/// <summary>
/// A task takes a lock that an interrupt's handler takes too. Broken, it does so with interrupts on: where the interrupt arrives
/// on its own CPU meanwhile, the handler waits for what it has interrupted.
/// </summary>
internal static class LockInAnInterrupt
{
    public static Scenario Repaired() => Locking(TakeWithInterruptsOff);

    public static Scenario Broken() => Locking(TakeAndGive);

    private static Play Locking(Action<Mm, SpinlockPtr> take)
    {
        PageTableSpace? space = null;
        SpinlockPtr spinlock = default;
        return new Play(
            begin: () =>
            {
                space = PageTableSpace.After(space);
                spinlock = space.Machine.NewSpinlock("lru_lock");
                space.Machine.Injections.InterruptHandler = () => Expect.NoOops("INTERRUPTED", () => TakeAndGive(space.Mm, spinlock));
            },
            end: static () => { },
            dispose: () => space?.Dispose(),
            ("task", () => take(space!.Mm, spinlock)),
            ("other", () => TakeWithInterruptsOff(space!.Mm, spinlock)));
    }

    private static void TakeWithInterruptsOff(Mm mm, SpinlockPtr spinlock)
    {
        nuint flags = mm.LocalIrqSave();
        TakeAndGive(mm, spinlock);
        mm.LocalIrqRestore(flags);
    }

    private static void TakeAndGive(Mm mm, SpinlockPtr spinlock)
    {
        mm.SpinLock(spinlock);
        mm.SpinUnlock(spinlock);
    }
}
