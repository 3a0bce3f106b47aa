namespace KernelMm.Exploration.Checks;

/// <summary>
/// What the order of locks is judged by: not the lock but its kind, and what tells locks of one kind apart that may be held
/// together. In Linux: lockdep's class and subclass.
/// </summary>
/// <param name="Kind">The kind of lock.</param>
/// <param name="Nesting">0, or the level of one that is taken inside another of its kind.</param>
internal readonly record struct LockClass(string Kind, int Nesting)
{
    public override string ToString() => Nesting == 0 ? Kind : $"{Kind}/{Nesting}";
}
