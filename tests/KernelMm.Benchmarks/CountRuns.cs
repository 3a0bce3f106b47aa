using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Benchmarks;

/// <summary>Counts whole runs of entries with vector instructions. The sums stay in vectors until the walk is over.</summary>
public struct CountRuns : IMmWalkOps<CountRuns>
{
    // What Pte.Present and Pte.Dirty test, taken from them so that they cannot disagree.
    private static readonly ulong PresentBits = BitsThatMake(entry => entry.Present);
    private static readonly ulong DirtyBits = BitsThatMake(entry => entry.Dirty);

    private Vector512<ulong> _absent;
    private Vector512<ulong> _notDirty;
    private long _inVectors;
    private long _present;
    private long _dirty;

    public readonly Counts Counts => new(
        _present + _inVectors - (long)Vector512.Sum(_absent),
        _dirty + _inVectors - (long)Vector512.Sum(_notDirty));

    public static PteForm PteForm => PteForm.Run;

    public static int PteRun(ref CountRuns ops, Span<Pte> entries, PtePtr pte, VirtualAddress address)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<Pte, ulong>(entries);
        ReadOnlySpan<Vector512<ulong>> vectors = MemoryMarshal.Cast<ulong, Vector512<ulong>>(words);
        int inVectors = vectors.Length * Vector512<ulong>.Count;
        CountVectors(ref ops, vectors);
        ops._inVectors += inVectors;
        foreach (ulong word in words[inVectors..])
        {
            ops._present += (word & PresentBits) != 0 ? 1 : 0;
            ops._dirty += (word & PresentBits) != 0 && (word & DirtyBits) != 0 ? 1 : 0;
        }

        return 0;
    }

    // A lane whose test fails compares equal to zero, which is minus one as a number: what is counted is what is absent.
    private static void CountVectors(ref CountRuns ops, ReadOnlySpan<Vector512<ulong>> vectors)
    {
        Vector512<ulong> presentBits = Vector512.Create(PresentBits);
        Vector512<ulong> dirtyBits = Vector512.Create(DirtyBits);
        Vector512<ulong> absent = ops._absent;
        Vector512<ulong> notDirty = ops._notDirty;
        foreach (Vector512<ulong> entries in vectors)
        {
            Vector512<ulong> isAbsent = Vector512.Equals(entries & presentBits, default);
            absent -= isAbsent;
            notDirty -= isAbsent | Vector512.Equals(entries & dirtyBits, default);
        }

        ops._absent = absent;
        ops._notDirty = notDirty;
    }

    private static ulong BitsThatMake(Func<Pte, bool> test) =>
        Enumerable.Range(0, 64).Select(bit => 1UL << bit).Where(bit => test(new Pte(bit))).Aggregate(0UL, (bits, bit) => bits | bit);
}
