using System.Runtime.InteropServices;

namespace KernelMm.Exploration.Engine;

/// <summary>
/// Where an actor's thread waits for its turn. It spins first, since the other is done within a fraction of a microsecond in most
/// cases and a kernel's wait costs a hundred times that; and parks then, since with more actors than cores spinning keeps the one
/// who has the turn from running.
/// </summary>
internal sealed class Seat : IDisposable
{
    private const int Empty = 0;
    private const int Granted = 1;
    private const int Parked = 2;

    private readonly SemaphoreSlim _bed = new(0);
    private readonly int _spins;
    private Line _state;

    public Seat(int spins) => _spins = spins;

    /// <summary>Gives the seat's owner the turn.</summary>
    public void Grant()
    {
        if (Interlocked.Exchange(ref _state.Value, Granted) == Parked)
        {
            _bed.Release();
        }
    }

    /// <summary>Returns when the turn has come.</summary>
    public void Await()
    {
        for (int spin = 0; spin < _spins; spin++)
        {
            if (Volatile.Read(ref _state.Value) == Granted)
            {
                Volatile.Write(ref _state.Value, Empty);
                return;
            }

            Thread.SpinWait(1);
        }

        if (Interlocked.CompareExchange(ref _state.Value, Parked, Empty) == Empty)
        {
            _bed.Wait();
        }

        Volatile.Write(ref _state.Value, Empty);
    }

    public void Dispose() => _bed.Dispose();

    // Alone on its cache lines, so that who spins on one seat does not slow down who writes the next.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Line
    {
        [FieldOffset(128)]
        public int Value;
    }
}
