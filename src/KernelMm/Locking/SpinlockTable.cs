using System.Runtime.InteropServices;
using KernelMm.Physical;

namespace KernelMm.Locking;

/// <summary>
/// Where the words of spinlocks lie: those of page tables in their frames' metadata, all others in chunks here, which never move.
/// Also what each is called, for people and for an explorer.
/// </summary>
internal sealed unsafe class SpinlockTable(FrameTable frames) : IDisposable
{
    private const int ChunkWords = 256;

    private readonly List<nint> _chunks = [];
    private readonly List<LockName> _names = [];

    /// <summary>The lock of the table in the frame that holds this address.</summary>
    public SpinlockPtr OfTable(PhysicalAddress table) => frames.Contains(table)
        ? OfFrame((uint)(table.Value >> PageShift))
        : throw new Oops($"The lock of a page table at {table} was asked for, but there is no memory at that address.");

    /// <summary>A new lock, free.</summary>
    /// <param name="kind">What it is called; the same for all locks of a class.</param>
    /// <param name="current">Who makes it.</param>
    public SpinlockPtr Define(string kind, TaskState current)
    {
        lock (_names)
        {
            int index = _names.Count;
            if (index == _chunks.Count * ChunkWords)
            {
                _chunks.Add((nint)NativeMemory.AllocZeroed(ChunkWords, sizeof(int)));
            }

            _names.Add(new LockName(kind, LockName.NextId(current)));
            return new SpinlockPtr(_chunks[index / ChunkWords] + (index % ChunkWords * sizeof(int)));
        }
    }

    /// <summary>What a lock is called.</summary>
    public LockName NameOf(SpinlockPtr spinlock)
    {
        if (frames.FrameOf((void*)spinlock.Value) is { } frame)
        {
            return new LockName(frames[frame].Level == (byte)PageTableLevel.Pte ? "ptl" : "pml", frame);
        }

        lock (_names)
        {
            int chunk = _chunks.FindIndex(chunk => (nuint)(spinlock.Value - chunk) < ChunkWords * sizeof(int));
            int index = chunk < 0 ? -1 : (chunk * ChunkWords) + (int)((spinlock.Value - _chunks[chunk]) / sizeof(int));
            return (uint)index < (uint)_names.Count ? _names[index] : new LockName("spinlock", 0);
        }
    }

    /// <summary>Forgets the locks that were made; their words will be those of the next.</summary>
    public void Reset()
    {
        foreach (nint chunk in _chunks)
        {
            new Span<int>((void*)chunk, ChunkWords).Clear();
        }

        _names.Clear();
    }

    private SpinlockPtr OfFrame(uint frame)
    {
        frames.Touch(frame, 0);
        return new SpinlockPtr((nint)(&frames.At(new PhysicalAddress((ulong)frame << PageShift))->Ptl));
    }

    public void Dispose()
    {
        foreach (nint chunk in _chunks)
        {
            NativeMemory.Free((void*)chunk);
        }

        _chunks.Clear();
    }
}
