namespace KernelMm.Cpus;

/// <summary>The hardware walk that sets accessed and dirty bits: a step of its own for each, and over again where the entry changed meanwhile.</summary>
internal static unsafe class Mmu
{
    // Whether hardware marks tables as accessed too, and not only pages: it does where the kernel makes them so beforehand.
    private const bool MarksTables = (PageTable & PageAccessed) != 0;

    /// <summary>Translates an address for an access.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="address">Any address.</param>
    /// <param name="access">What it is for: the dirty bit is set for a write that is allowed, and no bit for what is not allowed.</param>
    /// <returns>What the walk found, the bits that it set included.</returns>
    public static Translation Walk(Mm mm, VirtualAddress address, Access access)
    {
        while (true)
        {
            WalkTrace trace = default;
            Translation walked = HardwareWalk.Translate(new WalkMemory(mm, &trace), mm.Root, address);
            if (!walked.IsMapped || !Allows(walked.Rights, access))
            {
                return walked;
            }

            ulong bits = PageAccessed | (access == Access.Write ? PageDirty : 0);
            if (MarkTables(mm, ref trace) && Mark(mm, ref trace, trace.Levels - 1, bits))
            {
                return walked with { Entry = walked.Entry | bits };
            }
        }
    }

    /// <summary>Whether user code with these rights may do it.</summary>
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

    private static bool MarkTables(Mm mm, ref WalkTrace trace)
    {
        for (int level = 0; MarksTables && level < trace.Levels - 1; level++)
        {
            if (!Mark(mm, ref trace, level, PageAccessed))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Mark(Mm mm, ref WalkTrace trace, int level, ulong bits)
    {
        ulong seen = trace.Value(level);
        return (seen & bits) == bits || mm.CompareExchange(trace.Slot(level), seen | bits, seen) == seen;
    }
}
