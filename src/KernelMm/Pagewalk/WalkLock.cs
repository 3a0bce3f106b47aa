namespace KernelMm.Pagewalk;

/// <summary>What is held during a walk. In Linux: <c>enum page_walk_lock</c>.</summary>
public enum WalkLock
{
    /// <summary>The address space's lock, for reading at least. In Linux: <c>PGWALK_RDLOCK</c>.</summary>
    Rdlock,

    /// <summary>The address space's lock for writing, and the walk write-locks each mapping. In Linux: <c>PGWALK_WRLOCK</c>.</summary>
    Wrlock,

    /// <summary>The address space's lock for writing, and each mapping is write-locked already. In Linux: <c>PGWALK_WRLOCK_VERIFY</c>.</summary>
    WrlockVerify,
}
