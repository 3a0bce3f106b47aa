using System.Runtime.CompilerServices;
using KernelMm.Filemap;
using KernelMm.Locking;
using KernelMm.Physical;
using KernelMm.Rmap;
using KernelMm.Scheduling;

namespace KernelMm.Folios;

/// <summary>
/// The pages of one allocation as a unit: what is referred to, mapped, locked, put on lists and charged. A value; the default one
/// is no folio. The generation changes when the frames are freed, so that a handle kept too long is known by it. In Linux:
/// <c>struct folio *</c>.
/// </summary>
public readonly struct Folio : IEquatable<Folio>
{
    private const string ExclusiveKind = "anon exclusive";

    private readonly Machine? _machine;
    private readonly uint _frame;
    private readonly uint _generation;

    internal Folio(Machine machine, Frame frame)
        : this(machine, (uint)frame.Pfn.Value, frame.Generation)
    {
    }

    private Folio(Machine machine, uint frame, uint generation) => (_machine, _frame, _generation) = (machine, frame, generation);

    /// <summary>Whether this is no folio.</summary>
    public bool IsNull => _machine is null;

    /// <summary>Where it is.</summary>
    public Machine Machine => _machine ?? throw IsNone();

    /// <summary>Its first frame. In Linux: <c>folio_pfn</c>.</summary>
    public Pfn Pfn => new(_frame);

    /// <summary>Its first frame, as a handle.</summary>
    public Frame Frame => new(Pfn, _generation);

    /// <summary>Its size, as a power of two of pages. In Linux: <c>folio_order</c>.</summary>
    public int Order => Info.Order;

    /// <summary>Its size. In Linux: <c>folio_nr_pages</c>.</summary>
    [MayExceedTable]
    public FrameCount Pages => new(1UL << Info.Order);

    /// <summary>How many references there are. In Linux: <c>folio_ref_count</c>.</summary>
    public int RefCount => Machine.References.FolioRefCount(Frame);

    /// <summary>How many entries map it. In Linux: <c>folio_mapcount</c>.</summary>
    public int MapCount => Machine.References.FolioMapCount(Frame);

    /// <summary>Whether it is anonymous memory. In Linux: <c>folio_test_anon</c>.</summary>
    public bool IsAnon => Has(FrameFlags.Anon);

    /// <summary>Whether there is no file that it could be written to. In Linux: <c>folio_test_swapbacked</c>.</summary>
    public bool IsSwapBacked => Has(FrameFlags.SwapBacked);

    /// <summary>Whether its content is what it should be. In Linux: <c>folio_test_uptodate</c>.</summary>
    public bool IsUptodate => Has(FrameFlags.Uptodate);

    /// <summary>Whether it was written to. In Linux: <c>folio_test_dirty</c>.</summary>
    public bool IsDirty => Has(FrameFlags.Dirty);

    /// <summary>Whether it is on a list of reclaim. In Linux: <c>folio_test_lru</c>.</summary>
    public bool IsLru => Has(FrameFlags.Lru);

    /// <summary>Whether that is, or will be, a list of what is in use. In Linux: <c>folio_test_active</c>.</summary>
    public bool IsActive => Has(FrameFlags.Active);

    /// <summary>Whether it was used lately. In Linux: <c>folio_test_referenced</c>.</summary>
    public bool IsReferenced => Has(FrameFlags.Referenced);

    /// <summary>Whether it cannot be reclaimed. In Linux: <c>folio_test_unevictable</c>.</summary>
    public bool IsUnevictable => Has(FrameFlags.Unevictable);

    /// <summary>Whether it is locked in memory. In Linux: <c>folio_test_mlocked</c>.</summary>
    public bool IsMlocked => Has(FrameFlags.Mlocked);

    /// <summary>
    /// Whether it is anonymous and one address space's own, so that a write may go to it without a copy. Changes under the lock of
    /// the table that maps it. In Linux: <c>PageAnonExclusive</c>.
    /// </summary>
    public bool IsAnonExclusive
    {
        get
        {
            Points.Before(SharedOperation.Read, ExclusiveKind, _frame);
            return Info.IsAnonExclusive;
        }
    }

    /// <summary>Whether it may be pinned; a small one with very many other references is taken for pinned too. In Linux: <c>folio_maybe_dma_pinned</c>.</summary>
    public bool MaybeDmaPinned => RefCount >= FolioPins.GupPinCountingBias;

    /// <summary>Where it is in what it belongs to. In Linux: <c>folio->index</c>.</summary>
    public Pgoff Index => new(Info.Index);

    /// <summary>The group it is charged to; null for none. In Linux: <c>folio_memcg</c>.</summary>
    public MemCgroup? Memcg => Machine.MemCgroups.Of(Info.Memcg);

    /// <summary>The anon_vma it belongs to; null where it is not anonymous. In Linux: <c>folio_anon_vma</c>.</summary>
    public AnonVma? AnonVma => IsAnon ? Machine.Mappings[Info.Mapping] as AnonVma : null;

    /// <summary>What of the page cache it belongs to; null where it is anonymous or belongs to nothing. In Linux: <c>folio_mapping</c>.</summary>
    public AddressSpace? Mapping => IsAnon ? null : Machine.Mappings[Info.Mapping] as AddressSpace;

    internal ref FrameInfo Info => ref Machine.Frames.Of(Frame);

    internal uint Number => _frame;

    /// <summary>One more reference. In Linux: <c>folio_get</c>.</summary>
    [Acquires(HeldResource.FolioReference)]
    public void Get() => Machine.References.FolioGet(Frame);

    /// <summary>One reference less; the last one frees it. In Linux: <c>folio_put</c>.</summary>
    [Releases(HeldResource.FolioReference)]
    public void Put() => Machine.References.FolioPut(Frame);

    /// <summary>The folio that a frame is part of. Something keeps it from being freed. In Linux: <c>page_folio</c>, <c>pfn_folio</c>.</summary>
    /// <param name="machine">Where it is.</param>
    /// <param name="pfn">A frame that there is memory for.</param>
    public static Folio Of(Machine machine, Pfn pfn)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ref FrameInfo info = ref machine.Frames[(uint)pfn.Value];
        if ((info.Flags & (uint)FrameFlags.Head) != 0)
        {
            return new Folio(machine, (uint)pfn.Value, Atomic.Read(ref info.Generation));
        }

        uint head = (uint)info.Index;
        return new Folio(machine, head, Atomic.Read(ref machine.Frames[head].Generation));
    }

    /// <inheritdoc/>
    public bool Equals(Folio other) => _machine == other._machine && _frame == other._frame && _generation == other._generation;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Folio other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_frame, _generation);

    /// <summary>Whether both are the same, freed by nobody in between.</summary>
    public static bool operator ==(Folio left, Folio right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Folio left, Folio right) => !left.Equals(right);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Oops IsNone() => new("No folio was used as if it were one.");

    internal bool Has(FrameFlags flag) => (Atomic.Read(ref Info.Flags) & (uint)flag) != 0;

    internal void Set(FrameFlags flags) => Atomic.Or(ref Info.Flags, (uint)flags);

    internal void Clear(FrameFlags flags) => Atomic.AndNot(ref Info.Flags, (uint)flags);

    /// <summary>Says whose own it is. In Linux: <c>SetPageAnonExclusive</c>, <c>ClearPageAnonExclusive</c>.</summary>
    internal void SetAnonExclusive(bool isExclusive)
    {
        Points.Before(SharedOperation.Write, ExclusiveKind, _frame);
        Info.IsAnonExclusive = isExclusive;
    }
}
