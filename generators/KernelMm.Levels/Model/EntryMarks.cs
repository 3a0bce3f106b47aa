namespace KernelMm.Levels.Model;

/// <summary>What using an entry makes of it.</summary>
/// <param name="Table">What a walk makes of it on its way to the next table.</param>
/// <param name="Read">What reading or executing through a leaf makes of it.</param>
/// <param name="Write">The same of writing: everything, and not only what reading leaves undone.</param>
public sealed record EntryMarks(EquatableArray<TransitionStep> Table, EquatableArray<TransitionStep> Read, EquatableArray<TransitionStep> Write)
{
    private static readonly EquatableArray<TransitionStep> Nothing = EquatableArray.Of<TransitionStep>();

    /// <summary>Use leaves no trace.</summary>
    public static EntryMarks None { get; } = new(Nothing, Nothing, Nothing);
}

/// <summary>Who marks entries as used.</summary>
public enum MarkedBy
{
    /// <summary>Nobody: the MMU knows no such marks.</summary>
    Nobody,

    /// <summary>The MMU.</summary>
    Hardware,

    /// <summary>The MMU, or the kernel when the access faults: as the machine is.</summary>
    Either,

    /// <summary>The kernel, when the access faults.</summary>
    Fault,
}
