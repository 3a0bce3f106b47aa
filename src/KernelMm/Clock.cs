using KernelMm.Locking;

namespace KernelMm;

/// <summary>
/// A machine's time, in ticks. It passes only when it is advanced, and by one whenever memory is freed, so that the order
/// of such events can be told. In Linux: <c>jiffies</c>.
/// </summary>
public sealed class Clock
{
    private ulong _now;

    /// <summary>The time.</summary>
    public ulong Now => Atomic.Read(ref _now);

    /// <summary>Lets time pass.</summary>
    public void Advance(ulong ticks) => Atomic.Add(ref _now, ticks);

    internal void Reset() => _now = 0;

    internal ulong Tick() => Atomic.Add(ref _now, 1);
}
