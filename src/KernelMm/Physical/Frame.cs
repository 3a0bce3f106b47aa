namespace KernelMm.Physical;

/// <summary>
/// A frame as it is while one owner has it. The generation changes when it is freed, so a handle that somebody kept too long is
/// known by it. In Linux: <c>struct page *</c>.
/// </summary>
/// <param name="Pfn">Which frame; that of the first where the allocation has several.</param>
/// <param name="Generation">How often it had been freed when it was handed out.</param>
public readonly record struct Frame(Pfn Pfn, uint Generation)
{
    /// <summary>The physical address of its first byte.</summary>
    public PhysicalAddress Address => new(Pfn.Value << PageShift);
}
