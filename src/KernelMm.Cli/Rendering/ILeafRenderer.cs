namespace KernelMm.Cli.Rendering;

/// <summary>Prints leaves as they come, so that a walk may be longer than memory.</summary>
internal interface ILeafRenderer
{
    /// <summary>Prints what stands before the first leaf.</summary>
    /// <param name="title">What is walked, in a line.</param>
    void Begin(string title);

    /// <summary>Prints a leaf, or remembers it for a line to come.</summary>
    void Add(in Leaf leaf);

    /// <summary>Prints what stands behind the last leaf.</summary>
    void End();
}
