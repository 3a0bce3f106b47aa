namespace KernelMm;

/// <summary>What resident pages are counted as. In Linux: <c>MM_FILEPAGES</c> and its siblings.</summary>
public enum RssCounter
{
    /// <summary>Pages of files.</summary>
    File,

    /// <summary>Anonymous pages.</summary>
    Anon,

    /// <summary>Entries that mean pages which were swapped out.</summary>
    SwapEnts,

    /// <summary>Pages of shared anonymous memory.</summary>
    Shmem,
}
