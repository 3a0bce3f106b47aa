using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Benchmarks;

/// <summary>The C# side of what is compared.</summary>
public static class Workloads
{
    public static Counts WalkEntries(AddressSpace space)
    {
        CountEntries ops = default;
        int error = PageWalk.WalkPageRange(space.Mm, space.Pgd, space.Start, space.End, ref ops);
        return error == 0 ? ops.Counts : throw new InvalidOperationException("The walk ended early.");
    }

    public static Counts WalkRuns(AddressSpace space)
    {
        CountRuns ops = default;
        int error = PageWalk.WalkPageRange(space.Mm, space.Pgd, space.Start, space.End, ref ops);
        return error == 0 ? ops.Counts : throw new InvalidOperationException("The walk ended early.");
    }

    /// <summary>The bandwidth limit: every page table read once, four independent sums, nothing else done.</summary>
    public static ulong Sum(AddressSpace space)
    {
        ReadOnlySpan<Vector512<ulong>> vectors = MemoryMarshal.Cast<ulong, Vector512<ulong>>(space.PageTables);
        Vector512<ulong> sum0 = default;
        Vector512<ulong> sum1 = default;
        Vector512<ulong> sum2 = default;
        Vector512<ulong> sum3 = default;
        for (int index = 0; index + 3 < vectors.Length; index += 4)
        {
            sum0 += vectors[index];
            sum1 += vectors[index + 1];
            sum2 += vectors[index + 2];
            sum3 += vectors[index + 3];
        }

        return Vector512.Sum(sum0 + sum1 + sum2 + sum3);
    }

    /// <summary>Folds all that a translation says into one number, as the C side does.</summary>
    public static ulong TranslateAll(AddressSpace space, ReadOnlySpan<VirtualAddress> addresses)
    {
        LinearMemory memory = space.Mm.Memory;
        PhysicalAddress root = space.Root;
        ulong sum = 0;
        foreach (VirtualAddress address in addresses)
        {
            Translation translation = HardwareWalk.Translate(memory, root, address);
            if (translation.IsMapped)
            {
                sum += translation.Address.Value + (ulong)translation.Rights;
            }
        }

        return sum;
    }
}
