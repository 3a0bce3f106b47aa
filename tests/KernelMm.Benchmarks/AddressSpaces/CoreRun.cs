using System.Diagnostics;
using KernelMm.Contracts;

namespace KernelMm.Benchmarks.AddressSpaces;

/// <summary>What one operation took.</summary>
/// <param name="Nanoseconds">Wall time for each page.</param>
/// <param name="AllocatedBytes">Managed memory for each page.</param>
internal readonly record struct Measurement(double Nanoseconds, double AllocatedBytes);

/// <summary>One operation on the core: the threads begin together, and the wall time until the last one is through counts.</summary>
internal static class CoreRun
{
    // For page tables and copies, beside the pages themselves.
    private const ulong SpareBytes = 64UL << 20;

    public static Measurement Measure(Operation operation, int threads, ulong pages)
    {
        ulong bytes = MemoryFor(operation, pages);
        using var machine = new Machine(new MachineOptions { Memory = new ByteCount(bytes), Cpus = Math.Max(threads, 1) });
        Mm mm = Mm.Alloc(machine) ?? throw new InvalidOperationException("No memory for an address space.");
        TouchMemory(machine, mm, bytes - SpareBytes);
        Part[] parts = [.. Enumerable.Range(0, threads).Select(i => NewPart(machine, mm, i, pages / (ulong)threads))];
        Lap[] laps = Race(operation, parts);

        double elapsed = Stopwatch.GetElapsedTime(laps.Min(l => l.Start), laps.Max(l => l.End)).TotalNanoseconds;
        double copies = (ulong)threads * (operation.Name == "fork" ? (ulong)threads : 1) * parts[0].Pages;
        return new Measurement(elapsed / copies, laps.Sum(l => l.AllocatedBytes) / copies);
    }

    /// <summary>How much memory the machine has that an operation is measured on, in bytes. A copy of each page takes as much again.</summary>
    public static ulong MemoryFor(Operation operation, ulong pages) =>
        ((pages * Part.PageBytes * (operation.Name == "cow" ? 2UL : 1)) + (pages * 16) + SpareBytes) / Part.PageBytes * Part.PageBytes;

    // The machine's memory is this process's own: without this, the first touch of each frame would be a fault of the kernel below.
    private static void TouchMemory(Machine machine, Mm mm, ulong bytes)
    {
        Part all = NewPart(machine, mm, 0, bytes / Part.PageBytes);
        Operations.Touch(all);
        Operations.Unmap(all);
    }

    private static Part NewPart(Machine machine, Mm mm, int number, ulong pages)
    {
        machine.Cpus[number].SwitchMm(mm);
        return new Part(mm, machine.Cpus[number], Operations.Reserve(mm, pages * Part.PageBytes), pages);
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
