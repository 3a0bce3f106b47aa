namespace KernelMm;

/// <summary>How much memory may be promised. In Linux: <c>vm.overcommit_memory</c>.</summary>
public enum OvercommitMemory
{
    /// <summary>Anything that is not obviously too much: more in one piece than there is memory. In Linux: 0, <c>OVERCOMMIT_GUESS</c>.</summary>
    Guess,

    /// <summary>Anything. In Linux: 1, <c>OVERCOMMIT_ALWAYS</c>.</summary>
    Always,

    /// <summary>No more than a part of memory. In Linux: 2, <c>OVERCOMMIT_NEVER</c>.</summary>
    Never,
}
