namespace KernelMm.Analyzers.Flow;

/// <summary>What is known of the lock that came with a mapping.</summary>
internal enum LockStatus : byte
{
    NotHeld,

    /// <summary>A trylock whose answer nobody has looked at yet.</summary>
    MaybeHeld,

    /// <summary>Held and owed by this method. Where the mapping is null there is no lock, whatever this says.</summary>
    Held,

    /// <summary>Named by something outside of this method, which may give it back.</summary>
    Escaped,
}
