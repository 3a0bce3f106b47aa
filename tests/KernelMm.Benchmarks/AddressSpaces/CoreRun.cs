using System.Diagnostics;
using KernelMm.Contracts;

namespace KernelMm.Benchmarks.AddressSpaces;

/// <summary>What one operation took.</summary>
/// <param name="Nanoseconds">Wall time for each page.</param>
/// <param name="AllocatedBytes">Managed memory for each page.</param>
internal readonly record struct Measurement(double Nanoseconds, double AllocatedBytes);

/// <summary>
/// Operations on the core: the threads begin together, and the wall time until the last one is through counts. All are measured on one
/// machine, which is reset in between: memory that went back to the host each time would come again in other pieces.
/// </summary>
internal sealed class CoreRun : IDisposable
{
    // For page tables and copies, beside the pages themselves.
    private const ulong SpareBytes = 64UL << 20;

    private readonly Machine _machine;

    // Of mincore, one for each thread. A new one each time would have the collector at work beside what is measured.
    private readonly byte[][] _vectors;

    /// <summary>A machine with so much memory, all of which the host has given.</summary>
    public CoreRun(ulong bytes, int cpus)
    {
        _machine = new Machine(new MachineOptions { Memory = new ByteCount(bytes), Cpus = cpus });
        _vectors = [.. Enumerable.Repeat<byte[]>([], cpus)];
        Part all = NewPart(NewMm(), 0, (bytes - SpareBytes) / Part.PageBytes);
        Operations.Touch(all);
        Operations.Unmap(all);
    }

    public Measurement Measure(Operation operation, int threads, ulong pages)
    {
        _machine.Reset();
        Mm mm = NewMm();
        Part[] parts = [.. Enumerable.Range(0, threads).Select(i => NewPart(mm, i, pages / (ulong)threads))];
        Lap[] laps = Race(operation, parts);

        double elapsed = Stopwatch.GetElapsedTime(laps.Min(l => l.Start), laps.Max(l => l.End)).TotalNanoseconds;
        double copies = (ulong)threads * (operation.Name == "fork" ? (ulong)threads : 1) * parts[0].Pages;
        return new Measurement(elapsed / copies, laps.Sum(l => l.AllocatedBytes) / copies);
    }

    /// <summary>How much memory the machine has that an operation is measured on, in bytes. A copy of each page takes as much again.</summary>
    public static ulong MemoryFor(Operation operation, ulong pages) =>
        ((pages * Part.PageBytes * (operation.Name == "cow" ? 2UL : 1)) + (pages * 16) + SpareBytes) / Part.PageBytes * Part.PageBytes;

    public void Dispose() => _machine.Dispose();

    private Mm NewMm() => Mm.Alloc(_machine) ?? throw new InvalidOperationException("No memory for an address space.");

    private Part NewPart(Mm mm, int number, ulong pages)
    {
        _machine.Cpus[number].SwitchMm(mm);
        _vectors[number] = (ulong)_vectors[number].Length == pages ? _vectors[number] : new byte[pages];
        return new Part(mm, _machine.Cpus[number], Operations.Reserve(mm, pages * Part.PageBytes), pages) { Vector = _vectors[number] };
    }

    private static Lap[] Race(Operation operation, Part[] parts)
    {
        var laps = new Lap[parts.Length];
        using var start = new Barrier(parts.Length);
        Thread[] threads = [.. parts.Select((part, i) => new Thread(() => laps[i] = Run(operation, part, isFirst: i == 0, start)))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        return laps;
    }

    // Each thread makes ready what it works on, so that it is as near as a program's own memory is. A fork copies what all parts hold, so that
    // it comes when all of them hold it; for copy-on-write one is enough.
    private static Lap Run(Operation operation, Part part, bool isFirst, Barrier start)
    {
        bool forks = operation.Before == Operations.TouchAndFork;
        (forks ? Operations.Touch : operation.Before)?.Invoke(part);

        // What a thread allocates once, on its first visit to a machine, is no cost of a page.
        _ = part.Mm.Machine.CurrentTask;
        start.SignalAndWait();
        if (forks && isFirst)
        {
            Operations.Fork(part);
        }

        start.SignalAndWait();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long began = Stopwatch.GetTimestamp();
        operation.Measured(part);
        long ended = Stopwatch.GetTimestamp();
        return new Lap(began, ended, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private readonly record struct Lap(long Start, long End, long AllocatedBytes);
}
