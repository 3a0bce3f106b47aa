using KernelMm.Scheduling;

namespace KernelMm.Physical;

/// <summary>
/// Allocations that fail although there is memory, by request. Natively a predicate says which; explored, an explorer may be
/// asked for each. In Linux: <c>fail_page_alloc</c>.
/// </summary>
public sealed class AllocationFailures
{
    private Func<AllocationRequest, bool>? _fails;

    /// <summary>Whether an explorer chooses for each allocation; false unless said otherwise, as every choice doubles what is explored.</summary>
    public bool AreChosen { get; set; }

    /// <summary>Fails every allocation that the predicate says yes to. It is called from many threads at once.</summary>
    public void When(Func<AllocationRequest, bool> fails) => _fails = fails;

    /// <summary>Lets so many allocations pass and fails the one after them, and no other.</summary>
    /// <param name="passing">At least 0.</param>
    public void FailOnceAfter(int passing)
    {
        int left = passing + 1;
        _fails = _ => Locking.Atomic.Add(ref left, -1) == 0;
    }

    /// <summary>Fails no allocation any more.</summary>
    public void Never() => (_fails, AreChosen) = (null, false);

    internal bool Fails(Gfp gfp, int order, string? cache = null) =>
        (AreChosen && Points.Injected(ChoiceKind.AllocationFailure)) || (_fails is { } fails && fails(new AllocationRequest(gfp, order, cache)));
}

/// <summary>An allocation that may be made to fail.</summary>
/// <param name="Gfp">How memory was asked for.</param>
/// <param name="Order">How much of it: that power of two of frames.</param>
/// <param name="Cache">For one of the kernel's small objects, the name of its cache in Linux: <c>vm_area_struct</c>; else null.</param>
public readonly record struct AllocationRequest(Gfp Gfp, int Order, string? Cache = null);
