using System.Runtime.InteropServices;

namespace KernelMm.Exploration.Engine;

/// <summary>
/// Where an actor's thread waits for its turn. It spins first, since the other is done within a fraction of a microsecond in most
/// cases and a kernel's wait costs a hundred times that; and parks then, since with more actors than cores spinning keeps the one
/// who has the turn from running. How long it spins it learns from whether that was of use.
/// </summary>
internal sealed class Seat : IDisposable
{
    private const int Empty = 0;
    private const int Granted = 1;
    private const int Parked = 2;

    // Where others keep the cores busy, the one who has the turn is not running, and to spin only keeps it from running longer.
    private const int FewestSpins = 8;
    private const int WaitsPerTrial = 64;

    private readonly SemaphoreSlim _bed = new(0);
    private readonly int _mostSpins;
    private int _spins;
    private int _waits;
    private Line _state;

    /// <summary>A seat that nobody waits on.</summary>
    /// <param name="mostSpins">How often its owner looks before it parks, while looking pays.</param>
    public Seat(int mostSpins)
    {
        _mostSpins = mostSpins;
        _spins = mostSpins;
    }

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
        bool isTrial = ++_waits % WaitsPerTrial == 0;
        if (Spin(isTrial ? _mostSpins : _spins))
        {
            _spins = Math.Min(_mostSpins, _spins * 2);
            Volatile.Write(ref _state.Value, Empty);
            return;
        }

        _spins = Math.Max(Math.Min(FewestSpins, _mostSpins), _spins / 2);
        if (Interlocked.CompareExchange(ref _state.Value, Parked, Empty) == Empty)
        {
            _bed.Wait();
        }

        Volatile.Write(ref _state.Value, Empty);
    }

    public void Dispose() => _bed.Dispose();

    private bool Spin(int most)
    {
        for (int spin = 0; spin < most; spin++)
        {
            if (Volatile.Read(ref _state.Value) == Granted)
            {
                return true;
            }

            Thread.SpinWait(1);
        }

        return false;
    }

    // Alone on its cache lines, so that who spins on one seat does not slow down who writes the next.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Line
    {
        [FieldOffset(128)]
        public int Value;
    }
}
