using System.Runtime.CompilerServices;
using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// Spinlocks: one word each, 0 when free and else its holder's number, so that misuse can say who. Taking a free lock is one
/// atomic step, giving it back a plain store.
/// </summary>
internal sealed unsafe class SpinlockOperations(TaskTable tasks, SpinlockTable table, ParkingLot lot)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Lock(SpinlockPtr spinlock, int nesting = 0)
    {
        TaskState current = tasks.Current;
        int* word = Word(spinlock);
        Point(SharedOperation.Acquire, spinlock);
        if (Interlocked.CompareExchange(ref *word, current.Id, 0) != 0)
        {
            LockContended(current, spinlock);
        }

        current.Took(spinlock);
        Judge(spinlock, tried: false, nesting);
    }

    public bool TryLock(SpinlockPtr spinlock)
    {
        TaskState current = tasks.Current;
        int* word = Word(spinlock);
        Point(SharedOperation.TryAcquire, spinlock);
        if (Volatile.Read(ref *word) != 0
            || Points.Injected(ChoiceKind.TrylockFailure)
            || Interlocked.CompareExchange(ref *word, current.Id, 0) != 0)
        {
            current.Count(Counter.TrylockFailures);
            return false;
        }

        current.Took(spinlock);
        Judge(spinlock, tried: true);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Unlock(SpinlockPtr spinlock)
    {
        TaskState current = tasks.Current;
        int* word = Word(spinlock);
        if (Volatile.Read(ref *word) != current.Id)
        {
            ThrowNotHeld(current, spinlock);
        }

        Point(SharedOperation.Release, spinlock);
        current.GaveBack(spinlock);
        if (Explored.IsOn)
        {
            LockName name = table.NameOf(spinlock);
            Points.GaveBack(name.Kind, name.Id);
        }

        Volatile.Write(ref *word, 0);
        lot.WakeLock(spinlock, table);
    }

    /// <summary>Whether the calling task holds it. In Linux: <c>lockdep_is_held</c>.</summary>
    public bool IsHeld(SpinlockPtr spinlock) => Volatile.Read(ref *Word(spinlock)) == tasks.Current.Id;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int* Word(SpinlockPtr spinlock)
    {
        if (spinlock.IsNull)
        {
            ThrowNull();
        }

        return (int*)spinlock.Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LockContended(TaskState current, SpinlockPtr spinlock)
    {
        int* word = Word(spinlock);
        if (Volatile.Read(ref *word) == current.Id)
        {
            throw new Oops($"Task {current.Id} takes {table.NameOf(spinlock)}, which it already holds; it would wait for itself.", current.Id);
        }

        current.Count(Counter.LockWaits);
        LockName name = table.NameOf(spinlock);
        do
        {
            lot.WaitWhile(new WordIsTaken(word), name.Shared);
        }
        while (Interlocked.CompareExchange(ref *word, current.Id, 0) != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Point(SharedOperation operation, SpinlockPtr spinlock)
    {
        if (Explored.IsOn)
        {
            LockName name = table.NameOf(spinlock);
            Points.Before(operation, name.Kind, name.Id);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Judge(SpinlockPtr spinlock, bool tried, int nesting = 0)
    {
        if (Explored.IsOn)
        {
            LockName name = table.NameOf(spinlock);
            Points.Took(name.Kind, name.Id, tried, nesting);
        }
    }

    private void ThrowNotHeld(TaskState current, SpinlockPtr spinlock)
    {
        int holder = Volatile.Read(ref *Word(spinlock));
        string who = holder == 0 ? "nobody holds" : $"task {holder} holds";
        throw new Oops($"Task {current.Id} gives back {table.NameOf(spinlock)}, which {who}.", current.Id);
    }

    private static void ThrowNull() => throw new Oops("The null lock was used: the map that should have named it had failed.");

    private readonly struct WordIsTaken(int* word) : IWaitCondition
    {
        public bool MustWait => Volatile.Read(ref *word) != 0;

        public int Holder => Volatile.Read(ref *word);
    }
}
