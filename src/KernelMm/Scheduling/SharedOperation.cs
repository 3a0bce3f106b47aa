namespace KernelMm.Scheduling;

/// <summary>
/// What an actor is about to do to something that others share. Two operations on one object commute, and need not be tried in
/// both orders, where both are <see cref="Read"/>, or both do to a lock what many may do together.
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

    /// <summary>Take it together with others who do so, waiting where need be for one who has it, or wants it, alone. In Linux: <c>down_read</c>.</summary>
    AcquireShared,

    /// <summary>Take it together with others, only if that needs no waiting. In Linux: <c>down_read_trylock</c>.</summary>
    TryAcquireShared,

    /// <summary>Give back what was taken together with others. In Linux: <c>up_read</c>.</summary>
    ReleaseShared,
}
