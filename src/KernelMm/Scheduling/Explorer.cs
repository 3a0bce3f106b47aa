namespace KernelMm.Scheduling;

/// <summary>
/// What an actor of an exploration sees of it. The core calls it before every shared operation; an implementation decides then
/// who goes on. In the native life there is none.
/// </summary>
public abstract class Explorer
{
    [ThreadStatic]
    private static Explorer? _current;

    /// <summary>The exploration that the calling thread is an actor of, or null where it is none.</summary>
    public static Explorer? Current
    {
        get => _current;
        protected set => _current = value;
    }

    /// <summary>A scheduling point: stands before the operation, and returns when this actor is to carry it out.</summary>
    /// <param name="operation">What follows.</param>
    /// <param name="target">To what.</param>
    public abstract void Point(SharedOperation operation, SharedObject target);

    /// <summary>
    /// Lets the actor wait until somebody wakes <paramref name="target"/>; it must look again then, without a point before that. An actor that waits cannot be
    /// chosen, and when all wait, that is a deadlock.
    /// </summary>
    /// <param name="target">What it waits for.</param>
    /// <param name="holder">The actor it waits for, where one is known, for the report of a deadlock; else -1.</param>
    public abstract void Wait(SharedObject target, int holder);

    /// <summary>Ends the waiting of every actor that waits for <paramref name="target"/>; they go on when they are chosen.</summary>
    public abstract void Wake(SharedObject target);

    /// <summary>
    /// Lets the actor wait until somebody changes <paramref name="target"/>, of which it read a value that it can do nothing with:
    /// for loops that would only look again. In Linux: <c>cpu_relax</c>.
    /// </summary>
    /// <param name="target">What it read last.</param>
    public virtual void Spin(SharedObject target)
    {
    }

    /// <summary>Says that the actor holds this lock now, so that the order in which locks are taken can be judged.</summary>
    /// <param name="target">The lock; its kind is the lock's class.</param>
    /// <param name="nesting">What tells locks of one class apart that may be held together. In Linux: the subclass of <c>spin_lock_nested</c>.</param>
    /// <param name="tried">Whether it was taken by a try, which waits for nobody and so breaks no order.</param>
    /// <param name="shared">Whether others may hold it at the same time.</param>
    public virtual void Took(SharedObject target, int nesting, bool tried, bool shared)
    {
    }

    /// <summary>Says that the actor has given this lock back.</summary>
    /// <param name="target">The lock.</param>
    public virtual void GaveBack(SharedObject target)
    {
    }

    /// <summary>
    /// Has each actor do something between two of its operations in this execution: what interrupts it, where that is chosen. Meant
    /// for before an execution; forgotten after it.
    /// </summary>
    /// <param name="interruption">What is done.</param>
    public virtual void BetweenOperations(Action interruption)
    {
    }

    /// <summary>
    /// Has something checked by each actor that comes to its end in this execution: an oops says what it left undone. Meant for
    /// before an execution; forgotten after it.
    /// </summary>
    /// <param name="check">Is given by how many references to frames the actor may take more than it puts; null where nobody said so.</param>
    public virtual void AtExit(Action<int?> check)
    {
    }

    /// <summary>Says that a place was reached which the executions of a scenario ought to reach.</summary>
    /// <param name="mark">The place's name; a literal.</param>
    public virtual void Mark(string mark)
    {
    }

    /// <summary>A recorded choice among <paramref name="count"/> answers, 0 being what happens when nothing is injected.</summary>
    /// <param name="kind">What it decides.</param>
    /// <param name="count">At least 1.</param>
    /// <returns>From 0 to <paramref name="count"/> - 1.</returns>
    public abstract int Choose(ChoiceKind kind, int count);

    /// <summary>The calling actor's number, from 0.</summary>
    public abstract int Actor { get; }
}
