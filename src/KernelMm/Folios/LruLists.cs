using System.Runtime.CompilerServices;
using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Folios;

/// <summary>
/// What memory could be reclaimed, in the order in which it would be: five lists for each node. Folios come to them, and move
/// between them, in batches of a CPU. In Linux: <c>mm/swap.c</c> with the classic lists.
/// </summary>
public sealed class LruLists
{
    private readonly Machine _machine;
    private readonly LruVector[] _vectors;
    private readonly LruBatch[] _batches;
    private long _mlocked;

    internal LruLists(Machine machine)
    {
        _machine = machine;
        _vectors = [.. Enumerable.Range(0, machine.Options.Nodes).Select(node => new LruVector(machine.Frames, machine.Lot, (ulong)node))];
        _batches = [.. Enumerable.Range(0, machine.Options.Cpus * LruMoves.Count).Select(batch => new LruBatch(machine.Lot, (ulong)batch))];
    }

    /// <summary>How many pages are on a list, in all nodes; those in batches are on none yet.</summary>
    public FrameCount Pages(LruList list) => new((ulong)_vectors.Sum(vector => vector.Pages(list)));

    /// <summary>How many pages are locked in memory. In Linux: <c>NR_MLOCK</c>, <c>Mlocked</c> of <c>/proc/meminfo</c>.</summary>
    public FrameCount Mlocked => new((ulong)Atomic.Read(ref _mlocked));

    /// <summary>Puts a folio that is on no list onto one, when the batch is full. In Linux: <c>folio_add_lru</c>.</summary>
    public void FolioAddLru(Folio folio) => Queue(LruMove.Add, folio);

    /// <summary>Says that a folio is in use. In Linux: <c>folio_activate</c>.</summary>
    public void FolioActivate(Folio folio)
    {
        if (folio.IsLru && !folio.IsActive && !folio.IsUnevictable)
        {
            Queue(LruMove.Activate, folio);
        }
    }

    /// <summary>
    /// Says that a folio is not in use any more. Nothing for one that is on no list, not in use anyway, or cannot be reclaimed. Its page table's lock may be held. In Linux: <c>folio_deactivate</c>.
    /// </summary>
    public void FolioDeactivate(Folio folio)
    {
        if (folio.IsLru && folio.IsActive && !folio.IsUnevictable)
        {
            Queue(LruMove.Deactivate, folio);
        }
    }

    /// <summary>
    /// Says that what is in an anonymous folio need not be kept, as long as nobody writes to it: it goes where clean files' pages
    /// are reclaimed from. Its page table's lock may be held. In Linux: <c>folio_mark_lazyfree</c>.
    /// </summary>
    public void FolioMarkLazyfree(Folio folio)
    {
        if (folio.IsAnon && folio.IsSwapBacked && folio.IsLru && !folio.IsUnevictable)
        {
            Queue(LruMove.Lazyfree, folio);
        }
    }

    /// <summary>A locked mapping has a folio. Its page table's lock may be held. In Linux: <c>mlock_folio</c>.</summary>
    internal void MlockFolio(Folio folio)
    {
        Mark(folio);
        Queue(LruMove.Mlock, folio);
    }

    /// <summary>A folio that is on no list yet comes into a locked mapping. In Linux: <c>mlock_new_folio</c>.</summary>
    internal void MlockNewFolio(Folio folio)
    {
        Mark(folio);
        FolioAddLru(folio);
    }

    /// <summary>A locked mapping has a folio no more, or is not locked any more. In Linux: <c>munlock_folio</c>.</summary>
    internal void MunlockFolio(Folio folio) => Queue(LruMove.Munlock, folio);

    /// <summary>So many more pages are locked in memory, or less.</summary>
    internal void CountMlocked(long pages) => Atomic.Add(ref _mlocked, pages);

    /// <summary>Carries out what the batches of the task's CPU have. In Linux: <c>lru_add_drain</c>.</summary>
    public void LruAddDrain() => Drain(_machine.Tasks.Current.Cpu);

    /// <summary>Carries out what all batches have. In Linux: <c>lru_add_drain_all</c>.</summary>
    public void LruAddDrainAll()
    {
        for (int cpu = 0; cpu < _machine.Options.Cpus; cpu++)
        {
            Drain(cpu);
        }
    }

    internal void Reset()
    {
        Array.ForEach(_vectors, vector => vector.Reset());
        Array.ForEach(_batches, batch => batch.Reset());
        _mlocked = 0;
    }

    internal LruVector VectorOf(uint frame) => _vectors.Length == 1 ? _vectors[0] : _vectors[_machine.PageAllocator.NodeOf(new Pfn(frame))];

    /// <summary>Takes folios off their lists that are about to be freed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void RemoveAll(ReadOnlySpan<uint> frames)
    {
        LruVector? locked = null;
        foreach (uint frame in frames)
        {
            if ((_machine.Frames[frame].Flags & (uint)FrameFlags.Lru) != 0)
            {
                Relock(ref locked, VectorOf(frame));
                locked!.RemoveFreedLocked(frame);
            }
        }

        locked?.Unlock();
    }

    private void Mark(Folio folio)
    {
        if ((Atomic.Or(ref folio.Info.Flags, (uint)FrameFlags.Mlocked) & (uint)FrameFlags.Mlocked) == 0)
        {
            CountMlocked((long)folio.Pages.Value);
            _machine.Tasks.Current.Count(Counter.UnevictablePgMlocked, folio.Pages.Value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Relock(ref LruVector? locked, LruVector wanted)
    {
        if (locked != wanted)
        {
            locked?.Unlock();
            wanted.Lock();
            locked = wanted;
        }
    }

    private void Queue(LruMove move, Folio folio)
    {
        folio.AddRefs(1);
        TaskState current = _machine.Tasks.Current;
        current.Ahead.Prefetch();
        LruBatch batch = _batches[(current.Cpu * LruMoves.Count) + (int)move];
        bool isFull;
        while (!batch.TryAdd(folio.Number, out isFull))
        {
            Carry(move, batch);
        }

        if (isFull)
        {
            Carry(move, batch);
        }
    }

    private void Drain(int cpu)
    {
        for (int move = 0; move < LruMoves.Count; move++)
        {
            Carry((LruMove)move, _batches[(cpu * LruMoves.Count) + move]);
        }
    }

    private void Carry(LruMove move, LruBatch batch)
    {
        Span<uint> taken = stackalloc uint[LruBatch.Capacity];
        Carry(move, taken[..batch.TakeAll(taken)]);
    }

    // In Linux: folio_batch_move_lru.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Carry(LruMove move, Span<uint> frames)
    {
        if (frames.IsEmpty)
        {
            return;
        }

        TaskState current = _machine.Tasks.Current;
        LruVector? locked = null;
        foreach (uint frame in frames)
        {
            Relock(ref locked, VectorOf(frame));
            LruMoves.Carry(move, this, locked!, ref _machine.Frames[frame], frame, current);
        }

        locked?.Unlock();
        FolioReferences.PutAll(_machine, frames);
    }
}
