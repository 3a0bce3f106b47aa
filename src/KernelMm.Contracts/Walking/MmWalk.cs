namespace KernelMm.Contracts;

/// <summary>
/// The state of a range walk that callbacks may change. In Linux: <c>struct mm_walk</c>, of which the rest (the private data)
/// is the callback's own struct here.
/// </summary>
public ref struct MmWalk
{
    /// <summary>
    /// What happens after the current callback returns 0. The walker sets it to <see cref="PageWalkAction.Subtree"/> before each
    /// callback. In Linux: <c>walk->action</c>.
    /// </summary>
    public PageWalkAction Action { get; set; }
}
