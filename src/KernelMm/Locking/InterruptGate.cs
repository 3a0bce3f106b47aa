using System.Runtime.CompilerServices;
using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// What a CPU cannot be interrupted in: an instruction, a section with interrupts off, the handler of an interrupt. One of them at
/// a time; an interrupt from elsewhere waits for its turn. No two tasks should share a CPU if one waits for the other in here.
/// </summary>
internal sealed class InterruptGate(ParkingLot lot, int cpu)
{
    private const string Kind = "cpu";

    private PaddedWord _holder;

    /// <summary>Waits for the turn and takes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Close(TaskState current)
    {
        // The points are inside of a test, as the load of the number would be left of them otherwise.
        if (Explored.IsOn)
        {
            Points.Before(SharedOperation.Acquire, Kind, (ulong)cpu);
        }

        if (Interlocked.CompareExchange(ref _holder.Value, current.Id, 0) != 0)
        {
            CloseContended(current);
        }

        if (Explored.IsOn)
        {
            Points.Took(Kind, (ulong)cpu, tried: false);
        }
    }

    /// <summary>Gives the turn back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open()
    {
        if (Explored.IsOn)
        {
            Points.GaveBack(Kind, (ulong)cpu);
        }

        Volatile.Write(ref _holder.Value, 0);
        lot.Wake(Kind, (ulong)cpu);
    }

    /// <summary>Opens it for whoever closed it.</summary>
    public void Reset() => _holder.Value = 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CloseContended(TaskState current)
    {
        do
        {
            lot.WaitWhile(new IsClosed(this), new SharedObject(Kind, (ulong)cpu));
        }
        while (Interlocked.CompareExchange(ref _holder.Value, current.Id, 0) != 0);
    }

    private readonly struct IsClosed(InterruptGate gate) : IWaitCondition
    {
        public bool MustWait => Volatile.Read(ref gate._holder.Value) != 0;

        public int Holder => Volatile.Read(ref gate._holder.Value);
    }
}
