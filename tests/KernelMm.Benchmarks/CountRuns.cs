using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Benchmarks;

/// <summary>Counts whole runs of entries with vector instructions.</summary>
public struct CountRuns : IMmWalkOps<CountRuns>
{
    // What Pte.Present and Pte.Dirty test, taken from them so that they cannot disagree.
    private static readonly ulong PresentBits = BitsThatMake(entry => entry.Present);
    private static readonly ulong DirtyBits = BitsThatMake(entry => entry.Dirty);

    private long _present;
    private long _dirty;

    public readonly Counts Counts => new(_present, _dirty);

    public static PteForm PteForm => PteForm.Run;

    public static int PteRun(ref CountRuns ops, Span<Pte> entries, PtePtr pte, VirtualAddress address)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<Pte, ulong>(entries);
        ReadOnlySpan<Vector512<ulong>> vectors = MemoryMarshal.Cast<ulong, Vector512<ulong>>(words);
        (long present, long dirty) = CountVectors(vectors);
        foreach (ulong word in words[(vectors.Length * Vector512<ulong>.Count)..])
        {
            present += (word & PresentBits) != 0 ? 1 : 0;
            dirty += (word & PresentBits) != 0 && (word & DirtyBits) != 0 ? 1 : 0;
        }

        ops._present += present;
        ops._dirty += dirty;
        return 0;
    }

    // A lane whose test failed compares equal to zero, which is minus one: what is counted is what is absent.
    private static (long Present, long Dirty) CountVectors(ReadOnlySpan<Vector512<ulong>> vectors)
    {
        Vector512<ulong> presentBits = Vector512.Create(PresentBits);
        Vector512<ulong> dirtyBits = Vector512.Create(DirtyBits);
        Vector512<ulong> absent = default;
        Vector512<ulong> notDirty = default;
        foreach (Vector512<ulong> entries in vectors)
        {
            Vector512<ulong> isAbsent = Vector512.Equals(entries & presentBits, default);
            absent -= isAbsent;
            notDirty -= isAbsent | Vector512.Equals(entries & dirtyBits, default);
        }

        long all = (long)vectors.Length * Vector512<ulong>.Count;
        return (all - (long)Vector512.Sum(absent), all - (long)Vector512.Sum(notDirty));
    }

    private static ulong BitsThatMake(Func<Pte, bool> test) =>
        Enumerable.Range(0, 64).Select(bit => 1UL << bit).Where(bit => test(new Pte(bit))).Aggregate(0UL, (bits, bit) => bits | bit);
}
