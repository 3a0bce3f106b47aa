namespace KernelMm.Scheduling;

/// <summary>
/// Something that actors share, as an explorer names it: equal values are the same thing, in every execution of a scenario alike.
/// That rules out addresses of this process; a slot is its physical address, a lock its place.
/// </summary>
/// <param name="Kind">What sort of thing it is, for people: <c>pmd</c>, <c>ptl</c>, <c>mmap_lock</c>.</param>
/// <param name="Id">Which one of its kind.</param>
public readonly record struct SharedObject(string Kind, ulong Id);
