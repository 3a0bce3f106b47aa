using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>
/// A number that is odd while somebody writes and different afterwards, so that readers, who lock nothing, know whether what they
/// read belongs together. Writers exclude each other by a lock of their own. In Linux: <c>seqcount_t</c>.
/// </summary>
public sealed class SequenceCount
{
    private readonly ParkingLot _lot;
    private readonly LockName _name;
    private uint _sequence;

    /// <summary>One that nobody writes under.</summary>
    /// <param name="machine">Where it is used.</param>
    /// <param name="kind">What its class is called, for people and for an explorer: <c>write_protect_seq</c>.</param>
    public SequenceCount(Machine machine, string kind)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _lot = machine.Lot;
        _name = new LockName(kind, LockName.NextId(machine.Tasks.Current));
    }

    /// <summary>The number as it is, odd or even, with no waiting. In Linux: <c>raw_read_seqcount</c>.</summary>
    public uint Value
    {
        get
        {
            Points.Before(SharedOperation.Read, _name.Kind, _name.Id);
            return Volatile.Read(ref _sequence);
        }
    }

    /// <summary>Waits until nobody writes, and begins to read. In Linux: <c>read_seqcount_begin</c>.</summary>
    /// <returns>What <see cref="ReadRetry"/> wants.</returns>
    public uint ReadBegin()
    {
        uint seen = Value;
        while ((seen & 1) != 0)
        {
            _lot.WaitWhile(new BeingWritten(this), _name.Shared);
            seen = Volatile.Read(ref _sequence);
        }

        return seen;
    }

    /// <summary>Whether somebody wrote since, so that what was read is worth nothing. In Linux: <c>read_seqcount_retry</c>.</summary>
    public bool ReadRetry(uint begun)
    {
        // What was read in between must have been read before the number is.
        Volatile.ReadBarrier();
        return Value != begun;
    }

    /// <summary>Begins to write. In Linux: <c>write_seqcount_begin</c>.</summary>
    public void WriteBegin()
    {
        Points.Before(SharedOperation.Write, _name.Kind, _name.Id);
        if ((Interlocked.Increment(ref _sequence) & 1) == 0)
        {
            throw new Oops($"Somebody begins to write under {_name} while somebody else does.");
        }
    }

    /// <summary>Ends what <see cref="WriteBegin"/> began. In Linux: <c>write_seqcount_end</c>.</summary>
    public void WriteEnd()
    {
        Points.Before(SharedOperation.Write, _name.Kind, _name.Id);
        if ((Interlocked.Increment(ref _sequence) & 1) != 0)
        {
            throw new Oops($"Somebody ends writing under {_name}, which nobody had begun.");
        }

        _lot.Wake(_name.Kind, _name.Id);
    }

    private readonly struct BeingWritten(SequenceCount sequence) : IWaitCondition
    {
        public bool MustWait => (Volatile.Read(ref sequence._sequence) & 1) != 0;

        public int Holder => 0;
    }
}
