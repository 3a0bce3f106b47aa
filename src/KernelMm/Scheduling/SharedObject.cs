namespace KernelMm.Scheduling;

/// <summary>
/// Something that actors share, as an explorer names it: equal kinds and numbers are the same thing, in every execution of a scenario
/// alike. That rules out addresses of this process; a slot is its physical address, a lock its place.
/// </summary>
/// <param name="Kind">What sort of thing it is, for people: <c>pmd</c>, <c>ptl</c>, <c>mmap_lock</c>.</param>
/// <param name="Id">Which one of its kind.</param>
/// <param name="Region">A number for what it is a part of, the same for all the parts; 0 where it is no part of anything.</param>
public readonly record struct SharedObject(string Kind, ulong Id, ulong Region = 0)
{
    /// <summary>The kind of what stands for all parts of a region at once.</summary>
    public const string WholeKind = "all of";

    /// <summary>All parts of a region at once: an operation on it conflicts with operations on any of them, as freeing a page does.</summary>
    public static SharedObject Whole(ulong region) => new(WholeKind, region, region);
}
