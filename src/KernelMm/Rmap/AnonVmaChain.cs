namespace KernelMm.Rmap;

/// <summary>
/// One link: pages of this anon_vma may be in this mapping. On a list of the mapping and in the tree of the anon_vma. In Linux:
/// <c>struct anon_vma_chain</c>.
/// </summary>
public sealed class AnonVmaChain
{
    internal AnonVmaChain(Vma vma, AnonVma anonVma)
    {
        (Vma, AnonVma) = (vma, anonVma);
        Node = new IntervalNode<AnonVmaChain>(this);
    }

    /// <summary>The mapping.</summary>
    public Vma Vma { get; }

    /// <summary>What the pages belong to.</summary>
    public AnonVma AnonVma { get; }

    /// <summary>The next link of the same mapping. In Linux: <c>same_vma</c>.</summary>
    internal AnonVmaChain? Next { get; set; }

    internal IntervalNode<AnonVmaChain> Node { get; }
}
