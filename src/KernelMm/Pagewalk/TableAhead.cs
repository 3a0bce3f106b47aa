using KernelMm.Physical;
using KernelMm.Scheduling;

namespace KernelMm.Pagewalk;

/// <summary>
/// The page table that a walk comes to next, of which it has a part come into the caches for each that it is through with here: it lies
/// in a page of its own, which no hardware guesses, and asked for all at once it would come no sooner. Nothing but time depends on it.
/// </summary>
internal readonly unsafe struct TableAhead
{
    // Or null: there is none to be had.
    private readonly byte* _table;

    private TableAhead(byte* table) => _table = table;

    /// <summary>The table behind that of a slot, if that is in the same table of the next level. Its lock is asked for at once.</summary>
    /// <param name="mm">The address space.</param>
    /// <param name="pmd">The slot of the table that a walk is at.</param>
    /// <param name="next">The address behind what it does there.</param>
    public static TableAhead Behind(Mm mm, PmdPtr pmd, VirtualAddress next)
    {
        // An exploration has no use for it, and would see the slot read.
        if (Explored.IsOn || !next.IsAligned(PmdSize) || next.IsAligned(PudSize))
        {
            return default;
        }

        Machine machine = mm.Machine;
        Pmd behind = PmdpGetLockless(machine.Arena.Memory, pmd + 1);
        if (behind.Kind != EntryKind.Table)
        {
            return default;
        }

        machine.Frames.Prefetch(new Pfn(behind.TableAddress.Value >> PageShift));
        return new TableAhead(machine.Origin + behind.TableAddress.Value);
    }

    /// <summary>Has some of its entries come.</summary>
    public void Prefetch(int first, int count)
    {
        if (_table is not null)
        {
            HostCaches.Prefetch(_table + (first * sizeof(ulong)), count * sizeof(ulong));
        }
    }
}
