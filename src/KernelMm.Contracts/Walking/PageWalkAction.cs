namespace KernelMm.Contracts;

/// <summary>
/// What a range walker does next at the entry whose callback just returned. In Linux: <c>enum page_walk_action</c>.
/// </summary>
public enum PageWalkAction
{
    /// <summary>Descend into the table below, where there is one. The default at every callback. In Linux: <c>ACTION_SUBTREE</c>.</summary>
    Subtree,

    /// <summary>Go on with the next entry and leave what is below alone. In Linux: <c>ACTION_CONTINUE</c>.</summary>
    Continue,

    /// <summary>
    /// Look at the same entry again, from its slot. A callback asks for it when a map failed before anything was produced; it
    /// must not ask forever for a state that it never consumes. In Linux: <c>ACTION_AGAIN</c>.
    /// </summary>
    [RaceOutcome(OutcomeKind.Again)]
    Again,
}
