using System.Runtime.CompilerServices;
using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Benchmarks;

/// <summary>Counts with one callback for each entry, written as anyone would.</summary>
public struct CountEntries : IMmWalkOps<CountEntries>
{
    private long _present;
    private long _dirty;

    public readonly Counts Counts => new(_present, _dirty);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int PteEntry(ref CountEntries ops, PtePtr pte, Pte entry, VirtualAddress address)
    {
        if (entry.Present)
        {
            ops._present++;
            ops._dirty += entry.Dirty ? 1 : 0;
        }

        return 0;
    }
}
