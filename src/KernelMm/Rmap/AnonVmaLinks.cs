using KernelMm.Physical;

namespace KernelMm.Rmap;

/// <summary>The links between mappings and anon_vmas. In Linux: the helpers at the head of <c>mm/rmap.c</c>.</summary>
internal static class AnonVmaLinks
{
    private const string ChainCache = "anon_vma_chain";
    private const string Cache = "anon_vma";

    /// <summary>A link that is nowhere yet; null where no memory is left. In Linux: <c>anon_vma_chain_alloc</c>.</summary>
    public static AnonVmaChain? ChainAlloc(Vma vma, AnonVma anonVma) =>
        Slab.Fails(vma.Mm.Machine, ChainCache) ? null : new AnonVmaChain(vma, anonVma);

    /// <summary>An anon_vma with one reference; null where no memory is left. In Linux: <c>anon_vma_alloc</c>.</summary>
    public static AnonVma? Alloc(Machine machine, AnonVma? parent) => Slab.Fails(machine, Cache) ? null : new AnonVma(machine, parent);

    /// <summary>Puts a link on its mapping's list and into its anon_vma's tree, whose lock is held for writing. In Linux: <c>anon_vma_chain_link</c>.</summary>
    public static void Link(AnonVmaChain chain)
    {
        chain.Next = chain.Vma.AnonVmaChains;
        chain.Vma.AnonVmaChains = chain;
        Insert(chain);
    }

    /// <summary>Puts a link into the tree, by what its mapping has now. In Linux: <c>anon_vma_interval_tree_insert</c>.</summary>
    public static void Insert(AnonVmaChain chain) =>
        chain.AnonVma.Tree.Insert(chain.Node, chain.Vma.Pgoff, chain.Vma.Pgoff + new FrameCount(chain.Vma.Pages.Value - 1));

    /// <summary>
    /// Takes a mapping whose range is about to change out of all trees. Its address space's lock and the anon_vma's are held for writing. In Linux:
    /// <c>anon_vma_interval_tree_pre_update_vma</c>.
    /// </summary>
    public static void AnonVmaIntervalTreePreUpdateVma(Vma vma)
    {
        for (AnonVmaChain? chain = vma.AnonVmaChains; chain is not null; chain = chain.Next)
        {
            chain.AnonVma.Tree.Remove(chain.Node);
        }
    }

    /// <summary>Puts it back with its new range. In Linux: <c>anon_vma_interval_tree_post_update_vma</c>.</summary>
    public static void AnonVmaIntervalTreePostUpdateVma(Vma vma)
    {
        for (AnonVmaChain? chain = vma.AnonVmaChains; chain is not null; chain = chain.Next)
        {
            Insert(chain);
        }
    }
}
