using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Scheduling;

namespace KernelMm.Physical;

/// <summary>
/// Hands out physical memory and takes it back. Each NUMA node has its own free blocks; single frames go through a list of the
/// CPU first. In Linux: <c>mm/page_alloc.c</c>.
/// </summary>
public sealed partial class PageAllocator
{
    /// <summary>The biggest block: 1 GiB, as a power of two of frames. In Linux: <c>MAX_PAGE_ORDER</c>, which is smaller.</summary>
    public const int MaxOrder = 30 - PageShift;

    // Frames between a node's blocks and a CPU's list, with the node's lock held. In Linux: pcp->batch.
    private const int MostAtOnce = 64;

    private readonly Machine _machine;
    private readonly FrameTable _frames;
    private readonly FreeLists[] _nodes;
    private readonly RawSpinlock[] _spinlocks;
    private readonly PerCpuPages[] _perCpu;
    private readonly uint _framesPerNode;
    private readonly uint _kept;

    // With no more than so many a CPU's list is filled: before it is empty, as what it has says what comes.
    private readonly uint _fewest;

    internal PageAllocator(Machine machine, FrameTable frames, ParkingLot lot)
    {
        int nodes = machine.Options.Nodes;
        (_machine, _frames, _framesPerNode, _kept) = (machine, frames, frames.Count / (uint)nodes, (uint)machine.Options.PerCpuPages);
        _fewest = Math.Min(2, _kept / 2);
        _nodes = [.. Enumerable.Range(0, nodes).Select(NewNode)];
        _spinlocks = [.. Enumerable.Range(0, nodes).Select(node => new RawSpinlock(lot, (ulong)node))];
        _perCpu = [.. Enumerable.Range(0, nodes * machine.Options.Cpus).Select(list => new PerCpuPages(frames, lot, (ulong)(nodes + list)))];
    }

    /// <summary>Allocations that fail by request.</summary>
    public AllocationFailures Failures { get; } = new();

    /// <summary>How many frames are free, on lists of CPUs too.</summary>
    public FrameCount FreeFrames => new(
        (ulong)_nodes.Sum(node => node.FreeFrames) + (ulong)_perCpu.Sum(list => list.Count));

    /// <summary>The NUMA node that a frame belongs to. In Linux: <c>pfn_to_nid</c>.</summary>
    public int NodeOf(Pfn pfn) => _nodes.Length == 1 ? 0 : (int)(pfn.Value / _framesPerNode);

    /// <summary>The free frames of one node that are on no CPU's list.</summary>
    public FrameCount FreeFramesOf(int node) => new(_nodes[node].FreeFrames);

    /// <summary>
    /// A run of frames with one reference, aligned to its size; null where there is none, or where it was made to fail. In Linux:
    /// <c>alloc_pages_node</c>.
    /// </summary>
    /// <param name="gfp">How to allocate.</param>
    /// <param name="order">How much: that power of two of frames, up to <see cref="MaxOrder"/>.</param>
    /// <param name="node">The node it should come from; negative for that of the CPU.</param>
    [MaySleep]
    public Frame? AllocPages(Gfp gfp, int order = 0, int node = -1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, MaxOrder);
        TaskState current = _machine.Tasks.Current;
        if ((gfp & Gfp.Kernel) != 0)
        {
            current.MightSleep();
        }

        int preferred = node >= 0 ? node : NodeOf(current);
        Points.Before(SharedOperation.ReadModifyWrite, "free memory", (ulong)preferred);
        uint frame = Failures.Fails(gfp, order) ? 0 : Take(current, gfp, order, preferred);
        if (frame == 0)
        {
            current.Count(Counter.AllocationFailures);
            return null;
        }

        if (MustBeZeroed(gfp))
        {
            _machine.Arena.Clear(frame, 1u << order);
        }

        // The next one is under way since the last one was handed out.
        LookAhead(current, AfterNext(current, frame));
        return Prepare(current, frame, order);
    }

    /// <summary>A zeroed frame, or null where none is left. In Linux: <c>get_zeroed_page</c>.</summary>
    /// <param name="gfp">How to allocate, beside zeroed.</param>
    [MaySleep]
    public PhysicalAddress? GetZeroedPage(Gfp gfp = Gfp.Kernel) => AllocPages(gfp | Gfp.Zero)?.Address;

    /// <summary>
    /// Puts the reference that an allocation came with; where it is the last, all of its frames are free, and every handle of
    /// them is worth nothing. In Linux: <c>__free_pages</c>.
    /// </summary>
    /// <param name="frame">The first frame of the allocation.</param>
    public void FreePages(Frame frame)
    {
        TaskState current = _machine.Tasks.Current;
        if ((_frames.Of(frame).Flags & (uint)FrameFlags.Head) == 0)
        {
            throw new Oops($"Task {current.Id} frees frame {frame.Pfn}, which is in the middle of an allocation.", current.Id);
        }

        _machine.References.FolioPut(frame);
    }

    /// <summary>The frame after the next that a task will be handed, in all likelihood. It is good for nothing but to save time.</summary>
    /// <param name="current">The task.</param>
    /// <param name="handedOut">What it was handed last.</param>
    internal uint AfterNext(TaskState current, uint handedOut) =>
        _perCpu[(current.Cpu * _nodes.Length) + NodeOf(new Pfn(handedOut))].AfterNext(handedOut);

    // All memory is free again, in the order in which it was at first.
    internal void Reset()
    {
        foreach (FreeLists node in _nodes)
        {
            node.Clear();
        }

        _frames.Reset(_machine.Arena);
        foreach (FreeLists node in _nodes)
        {
            node.PutAll();
        }

        Array.ForEach(_spinlocks, spinlock => spinlock.Reset());
        Array.ForEach(_perCpu, list => list.Reset());
        Failures.Never();
    }

    // Everything about the frames is forgotten before anybody can be given them, so no lock is needed for it.
    internal void Free(TaskState current, uint first, int order)
    {
        Points.Before(SharedOperation.ReadModifyWrite, "free memory", (ulong)NodeOf(new Pfn(first)));
        ulong now = _machine.Clock.Tick();
        for (uint frame = first; frame < first + (1u << order); frame++)
        {
            Forget(current, frame, now);
        }

        current.Count(Counter.Frees);
        WipeFreed(first, order);
        GiveBack(current, first, order);
    }

    /// <summary>Frees single frames that nobody has a reference to any more. In Linux: <c>free_unref_folios</c>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void FreeAll(TaskState current, ReadOnlySpan<uint> frames)
    {
        if (frames.IsEmpty)
        {
            return;
        }

        Points.Before(SharedOperation.ReadModifyWrite, "free memory", (ulong)NodeOf(new Pfn(frames[0])));
        ulong now = _machine.Clock.Tick();
        foreach (uint frame in frames)
        {
            Forget(current, frame, now);
            WipeFreed(frame, 0);
        }

        current.Count(Counter.Frees, (ulong)frames.Length);
        GiveBackAll(current, frames);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Forget(TaskState current, uint frame, ulong now)
    {
        ref FrameInfo info = ref _frames[frame];
        if ((info.Flags & (uint)FrameFlags.Locked) != 0 || Atomic.Read(ref info.Ptl) != 0)
        {
            throw HasLock(info, current, frame);
        }

        (info.FreedBy, info.FreedAt, info.RefCount, info.Owner) = (current.Id, now, 0, 0);
        Atomic.Write(ref info.Flags, 0u);
        Atomic.Write(ref info.Generation, info.Generation + 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Oops HasLock(in FrameInfo info, TaskState current, uint frame)
    {
        int holder = info.Ptl != 0 ? info.Ptl : info.LockedBy;
        return new Oops($"Task {current.Id} frees frame 0x{frame:x} while task {holder} holds a lock in it.", current.Id);
    }

    // CPUs are spread over the nodes. No division, which is dear, where there is nothing to divide.
    private int NodeOf(TaskState current) => _nodes.Length == 1 ? 0 : current.Cpu % _nodes.Length;

    private FreeLists NewNode(int node)
    {
        uint first = (uint)node * _framesPerNode;
        return new FreeLists(_frames, Math.Max(first, 1), first + _framesPerNode);
    }

    private bool MustBeZeroed(Gfp gfp) => _machine.Options.ZeroPolicy switch
    {
        ZeroPolicy.OnFree => false,
        ZeroPolicy.OnAllocation => true,
        _ => (gfp & Gfp.Zero) != 0,
    };

    private unsafe void LookAhead(TaskState current, uint frame) => current.Ahead.Begin(_machine.Origin + ((ulong)frame << PageShift));

    private Frame Prepare(TaskState current, uint first, int order)
    {
        _frames.Touch(first, order);
        for (uint frame = first; frame < first + (1u << order); frame++)
        {
            ref FrameInfo info = ref _frames[frame];
            (info.RefCount, info.MapCount, info.Owner, info.Order, info.Level) = (0, -1, current.Id, 0, 0);
            (info.Memcg, info.Mapping, info.Index) = (0, 0, first);
            Atomic.Write(ref info.Flags, (uint)FrameFlags.Allocated);
        }

        ref FrameInfo head = ref _frames[first];
        (head.RefCount, head.Order) = (1, (byte)order);
        Atomic.Write(ref head.Flags, (uint)(FrameFlags.Allocated | FrameFlags.Head));
        current.FrameReferences++;
        current.Count(Counter.Allocations);
        return new Frame(new Pfn(first), head.Generation);
    }

    private void WipeFreed(uint first, int order)
    {
        if (_machine.Options.ZeroPolicy == ZeroPolicy.OnFree)
        {
            _machine.Arena.Clear(first, 1u << order);
        }
        else if (_machine.Options.ZeroPolicy == ZeroPolicy.PoisonOnFree)
        {
            _machine.Arena.Bytes(first, order).Fill(0xaa);
        }
    }
}
