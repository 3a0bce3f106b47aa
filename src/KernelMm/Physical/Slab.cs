namespace KernelMm.Physical;

/// <summary>
/// The kernel's small objects. Here the host's heap has them, so they never run out by themselves; but each allocation can be
/// made to fail as one of memory can. In Linux: <c>kmem_cache_alloc</c>.
/// </summary>
internal static class Slab
{
    /// <summary>Whether the allocation of an object is made to fail.</summary>
    /// <param name="machine">The machine whose memory it would be.</param>
    /// <param name="cache">What it is, by the name of its cache in Linux.</param>
    public static bool Fails(Machine machine, string cache)
    {
        machine.MightSleep();
        return machine.PageAllocator.Failures.Fails(Gfp.Kernel, order: 0, cache);
    }
}
