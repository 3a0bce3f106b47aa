namespace KernelMm.Analyzers.Flow;

/// <summary>When an entry was last looked at through a mapping, in terms of its lock.</summary>
internal enum Looked : byte
{
    Never,

    /// <summary>Since the lock was taken.</summary>
    InThisHold,

    /// <summary>The lock was given back since.</summary>
    InAnEarlierHold,
}
