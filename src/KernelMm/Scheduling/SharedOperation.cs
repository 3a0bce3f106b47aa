namespace KernelMm.Scheduling;

/// <summary>
/// What an actor is about to do to something that others share. Two operations on one object commute, and need not be tried in
/// both orders, where both are <see cref="Read"/>.
/// </summary>
public enum SharedOperation
{
    /// <summary>Look at it.</summary>
    Read,

    /// <summary>Change it.</summary>
    Write,

    /// <summary>Look at it and change it as one step.</summary>
    ReadModifyWrite,

    /// <summary>Take it, waiting for it where need be.</summary>
    Acquire,

    /// <summary>Take it only if that needs no waiting.</summary>
    TryAcquire,

    /// <summary>Give it back.</summary>
    Release,

    /// <summary>Begin.</summary>
    Start,

    /// <summary>End.</summary>
    Exit,

    /// <summary>Take it together with others who do so, waiting for it where need be. Two of these commute.</summary>
    AcquireShared,

    /// <summary>Take it together with others, only if that needs no waiting.</summary>
    TryAcquireShared,

    /// <summary>Give back what was taken together with others.</summary>
    ReleaseShared,
}
