namespace KernelMm.Analyzers.Flow;

/// <summary>What a method does with one of its variables.</summary>
[Flags]
internal enum VariableUse
{
    /// <summary>Its value is looked at.</summary>
    Read = 1 << 0,

    /// <summary>A lambda or local function looks at it, at whatever time.</summary>
    ReadInNested = 1 << 1,

    /// <summary>Something else is put into it.</summary>
    Written = 1 << 2,

    /// <summary>Something else may change it behind the engine's back.</summary>
    Shared = 1 << 3,

    /// <summary>It points to something on the method's own stack.</summary>
    PointsToCopy = 1 << 4,
}
