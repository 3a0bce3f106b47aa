using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>What is known on one path of the mapping that one map operation made.</summary>
internal readonly struct SiteState
{
    public MappingStatus Status { get; init; }

    public Ownership Ownership { get; init; }

    public LockStatus Lock { get; init; }

    /// <summary>The mappings that were owed when this one was made, as bits: they have to outlive it. Those past the 64th are not kept.</summary>
    public ulong Above { get; init; }

    /// <summary>The slot was seen to be unchanged under the lock that is held since then.</summary>
    public bool IsValidated { get; init; }

    /// <summary>It was used untested, which has been said, and is taken for mapped since then.</summary>
    public bool IsPresumed { get; init; }

    /// <summary>Whether an entry was looked at through it while its lock was held.</summary>
    public Looked Looked { get; init; }

    /// <summary>Where it was released. Told to people, and never a reason to keep two paths apart.</summary>
    public IOperation? ReleasedAt { get; init; }

    /// <summary>Nothing is known: as at the method's start.</summary>
    public bool IsBlank => ReleasedAt is null && SameShape(default);

    public bool MayBeNull => Status is MappingStatus.Maybe or MappingStatus.Null;

    public bool OwesRelease => Ownership == Ownership.Ours && Status is MappingStatus.Maybe or MappingStatus.Mapped;

    public bool OwesUnlock =>
        Lock == LockStatus.Held && Status is MappingStatus.Maybe or MappingStatus.Mapped or MappingStatus.Released;

    /// <summary>Equal in what became of the mapping and its lock; the rest can be joined.</summary>
    public bool SameFate(SiteState other) => Status == other.Status && Ownership == other.Ownership && Lock == other.Lock;

    /// <summary>Of two with the same fate, what may be claimed of both: nothing that would accuse one of them alone.</summary>
    public SiteState Join(SiteState other) => this with
    {
        Above = Above & other.Above,
        IsValidated = IsValidated || other.IsValidated,
        IsPresumed = IsPresumed && other.IsPresumed,
        Looked = Looked == other.Looked ? Looked : Looked.InThisHold,
    };

    public bool SameShape(SiteState other) =>
        SameFate(other)
        && Above == other.Above && IsValidated == other.IsValidated && IsPresumed == other.IsPresumed && Looked == other.Looked;

    public SiteState With(MappingStatus status) => this with { Status = status };
}
