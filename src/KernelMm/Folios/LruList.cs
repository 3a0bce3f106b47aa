namespace KernelMm.Folios;

/// <summary>The lists from which memory is reclaimed. In Linux: <c>enum lru_list</c>.</summary>
public enum LruList
{
    /// <summary>Anonymous and not in use.</summary>
    InactiveAnon,

    /// <summary>Anonymous and in use.</summary>
    ActiveAnon,

    /// <summary>Of a file and not in use.</summary>
    InactiveFile,

    /// <summary>Of a file and in use.</summary>
    ActiveFile,

    /// <summary>What cannot be reclaimed.</summary>
    Unevictable,
}
