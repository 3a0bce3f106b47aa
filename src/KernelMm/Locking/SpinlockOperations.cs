namespace KernelMm.Locking;

/// <summary>Spinlocks: one word each, 0 when free and else its holder's number, so that misuse can say who.</summary>
internal sealed unsafe class SpinlockOperations(TaskTable tasks)
{
    public void Lock(SpinlockPtr spinlock)
    {
        TaskState current = tasks.Current;
        int* word = Word(spinlock);
        SpinWait wait = default;
        while (Interlocked.CompareExchange(ref *word, current.Id, 0) is var holder && holder != 0)
        {
            if (holder == current.Id)
            {
                throw new Oops($"Task {current.Id} takes a spinlock that it already holds; it would wait for itself.");
            }

            wait.SpinOnce();
        }

        current.SpinlocksHeld++;
    }

    public bool TryLock(SpinlockPtr spinlock)
    {
        TaskState current = tasks.Current;
        bool taken = Interlocked.CompareExchange(ref *Word(spinlock), current.Id, 0) == 0;
        current.SpinlocksHeld += taken ? 1 : 0;
        return taken;
    }

    public void Unlock(SpinlockPtr spinlock)
    {
        TaskState current = tasks.Current;
        int* word = Word(spinlock);
        int holder = Volatile.Read(ref *word);
        if (holder != current.Id)
        {
            string who = holder == 0 ? "nobody holds" : $"task {holder} holds";
            throw new Oops($"Task {current.Id} gives back a spinlock that {who}.");
        }

        current.SpinlocksHeld--;
        Volatile.Write(ref *word, 0);
    }

    private static int* Word(SpinlockPtr spinlock) => spinlock.IsNull
        ? throw new Oops("The null lock was used: the map that should have named it had failed.")
        : (int*)spinlock.Value;
}
