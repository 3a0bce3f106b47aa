using System.Runtime.CompilerServices;

namespace KernelMm.Cpus;

/// <summary>The hardware walk that marks entries as used: a step of its own for each, and over again where the entry changed meanwhile.</summary>
internal static unsafe class Mmu
{
    // What an entry covers at each level of a walk, from the top.
    private static readonly int[] Shifts = [.. new[] { PgdirShift, P4dShift, PudShift, PmdShift, PageShift }.Distinct()];

    /// <summary>Translates an address for an access.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="address">Any address.</param>
    /// <param name="access">What it is for: nothing is marked for what is not allowed.</param>
    /// <param name="walked">What the walk found, its marks included.</param>
    /// <returns>Whether the access may be carried out: it is allowed, and the leaf marked for it.</returns>
    public static bool Walk(Mm mm, VirtualAddress address, Access access, out Translation walked)
    {
        while (true)
        {
            WalkTrace trace = default;
            walked = HardwareWalk.Translate(new WalkMemory(mm, &trace), mm.Root, address);
            if (!walked.IsMapped)
            {
                return false;
            }

            ulong marked = HardwareWalk.MarkLeaf(walked.Shift, walked.Entry, access == Access.Write);
            if (marked != walked.Entry && !mm.Machine.Options.HardwareMarks)
            {
                return false;
            }

            AccessRights rights = RightsOf(mm, address, walked, marked, in trace);
            if (!Allows(rights, access))
            {
                return false;
            }

            if (MarkTables(mm, ref trace) && Mark(mm, ref trace, trace.Levels - 1, marked))
            {
                walked = walked with { Entry = marked, Rights = rights };
                return true;
            }
        }
    }

    /// <summary>Whether user code with these rights may do it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Allows(AccessRights rights, Access access)
    {
        AccessRights needed = AccessRights.User | access switch
        {
            Access.Write => AccessRights.Write,
            Access.Execute => AccessRights.UserExecute,
            _ => AccessRights.Read,
        };
        return (rights & needed) == needed;
    }

    // Where a mark is a right, what the same walk finds with the leaf marked.
    private static AccessRights RightsOf(Mm mm, VirtualAddress address, in Translation walked, ulong marked, in WalkTrace trace)
    {
        if (!HardwareWalk.MarksGrantRights || marked == walked.Entry)
        {
            return walked.Rights;
        }

        WalkTrace asMarked = trace;
        asMarked.Replace(trace.Levels - 1, marked);
        WalkTrace again = default;
        return HardwareWalk.Translate(new WalkMemory(mm, &again, &asMarked), mm.Root, address).Rights;
    }

    private static bool MarkTables(Mm mm, ref WalkTrace trace)
    {
        for (int level = 0; level < trace.Levels - 1; level++)
        {
            if (!Mark(mm, ref trace, level, HardwareWalk.MarkTable(Shifts[level], trace.Value(level))))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Mark(Mm mm, ref WalkTrace trace, int level, ulong marked) =>
        trace.Value(level) == marked || Exchange(mm, ref trace, level, marked);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Exchange(Mm mm, ref WalkTrace trace, int level, ulong marked)
    {
        ulong seen = trace.Value(level);
        return mm.CompareExchange(trace.Slot(level), marked, seen) == seen;
    }
}
