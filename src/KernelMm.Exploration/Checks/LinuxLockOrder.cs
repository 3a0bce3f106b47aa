namespace KernelMm.Exploration.Checks;

/// <summary>
/// The orders that Linux writes down at the heads of mm/rmap.c and mm/filemap.c, each outermost first, and what is inside all of
/// them: the machine's own. Where no chain of them leads from one lock to the other, they say nothing.
/// </summary>
internal static class LinuxLockOrder
{
    /// <summary>The lock of an address space; who holds it for writing is alone with its page tables.</summary>
    public const string MmapLock = "mmap_lock";

    /// <summary>The lock of a mapping, held for reading: it is had by trying, in place of the address space's, and held as that is.</summary>
    public const string VmaReadLock = "vm_lock for reading";

    private const string VmaLock = "vm_lock";

    private static readonly string[][] Chains =
    [
        ["i_rwsem", MmapLock, VmaReadLock, "invalidate_lock", "folio lock", VmaLock, "i_mmap_rwsem", "anon_vma", "pml", "ptl", "cpu", "raw spinlock"],
        ["anon_vma", "page_table_lock", "pml"],
        ["i_mmap_rwsem", "private_lock", "swap_lock", "i_pages"],
        ["anon_vma", "tasklist_lock", "ptl"],
        ["ptl", "swap_lock", "mmlist_lock"],
        ["ptl", "private_lock", "memcg_move_lock", "i_pages", "lru_lock", "raw spinlock"],
        ["ptl", "i_lock", "raw spinlock"],
        ["ptl", "bdi_list_lock", "sb_lock", "raw spinlock"],
        ["mmlist_lock", "raw spinlock"],
    ];

    private static readonly Dictionary<string, HashSet<string>> Inside = Chains.SelectMany(chain => chain).Distinct().ToDictionary(kind => kind, InsideOf);

    /// <summary>What kind a lock counts as, by how it is held.</summary>
    public static string KindOf(string kind, bool isShared) => isShared && kind == VmaLock ? VmaReadLock : kind;

    /// <summary>Whether a lock of the second kind may be waited for while one of the first is held; yes where the order says nothing.</summary>
    public static bool Allows(string held, string wanted) => !Inside.TryGetValue(wanted, out HashSet<string>? inside) || !inside.Contains(held);

    /// <summary>Whether two of one kind may be held only by rising address or by who is alone, whatever their nesting says.</summary>
    public static bool IsOfATable(string kind) => kind is "ptl" or "pml";

    // All that the chains lead to.
    private static HashSet<string> InsideOf(string kind)
    {
        HashSet<string> inside = [];
        Queue<string> left = new([kind]);
        while (left.TryDequeue(out string? outer))
        {
            foreach (string inner in Chains.SelectMany(chain => chain.SkipWhile(one => one != outer).Skip(1)).Where(inside.Add))
            {
                left.Enqueue(inner);
            }
        }

        return inside;
    }
}
