using System.Runtime.CompilerServices;
using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// Protects the machine's own bookkeeping, such as lists of free memory. What happens under it is one step for everybody else,
/// explored too, so it has no scheduling point and nothing under it may have one. In Linux: <c>raw_spinlock_t</c>.
/// </summary>
internal sealed class RawSpinlock(ParkingLot lot, ulong id)
{
    private const string Kind = "raw spinlock";

    private PaddedWord _word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Lock()
    {
        if (Interlocked.CompareExchange(ref _word.Value, 1, 0) != 0)
        {
            LockContended();
        }

        Points.Took(Kind, id, tried: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Unlock()
    {
        Points.GaveBack(Kind, id);
        Volatile.Write(ref _word.Value, 0);
        lot.WakeThreads(id);
    }

    /// <summary>Gives it back for whoever has it.</summary>
    public void Reset() => _word.Value = 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LockContended()
    {
        do
        {
            lot.WaitWhile(new IsTaken(this), new SharedObject(Kind, id));
        }
        while (Interlocked.CompareExchange(ref _word.Value, 1, 0) != 0);
    }

    private readonly struct IsTaken(RawSpinlock spinlock) : IWaitCondition
    {
        public bool MustWait => Volatile.Read(ref spinlock._word.Value) != 0;

        public int Holder => 0;
    }
}
