namespace KernelMm.Exploration.Checks;

/// <summary>The order that Linux writes down at the head of mm/rmap.c and mm/filemap.c, outermost first.</summary>
internal static class LinuxLockOrder
{
    private static readonly string[] Outermost =
    [
        "i_rwsem", "mmap_lock", "invalidate_lock", "folio lock", "vm_lock", "i_mmap_rwsem", "anon_vma", "pml", "ptl", "swap_lock",
        "mmlist_lock",
    ];

    private static readonly Dictionary<string, int> Places = Outermost.Select((kind, place) => (kind, place)).ToDictionary(pair => pair.kind, pair => pair.place);

    /// <summary>Whether a lock of the second kind may be waited for while one of the first is held; yes where the order says nothing.</summary>
    public static bool Allows(string held, string wanted) =>
        !Places.TryGetValue(held, out int outer) || !Places.TryGetValue(wanted, out int inner) || outer <= inner;
}
