using KernelMm.Cpus;
using KernelMm.Pgalloc;
using KernelMm.Physical;

namespace KernelMm;

/// <summary>
/// The tables that a gather has, in a page of their own. They are freed together when everybody who could walk them without
/// locks has left: after a grace period. In Linux: <c>struct mmu_table_batch</c>.
/// </summary>
internal unsafe struct TableBatch(Mm mm)
{
    // The count of tables, and room that the kernel's RCU head takes.
    private const int Header = 3;

    private readonly Mm _mm = mm;
    private uint _page;

    /// <summary>How many fit. In Linux: <c>MAX_TABLE_BATCH</c>.</summary>
    public static int Capacity => (int)(PageSize.Value / sizeof(ulong)) - Header;

    /// <summary>One more table; false where there is no memory to remember it in.</summary>
    public bool Add(PhysicalAddress table)
    {
        if (_page == 0)
        {
            if (_mm.Machine.PageAllocator.AllocPages(Gfp.Atomic) is not { } frame)
            {
                return false;
            }

            // The page is RCU's from now on, whoever frees it.
            _mm.Machine.Tasks.Current.FrameReferences--;
            _page = (uint)frame.Pfn.Value;
            Words(_mm.Machine, _page)[0] = 0;
        }

        ulong* words = Words(_mm.Machine, _page);
        words[Header + (int)words[0]++] = table.Value;
        if (words[0] == (ulong)Capacity)
        {
            TlbFlush.FlushTlbMm(_mm);
            Flush();
        }

        return true;
    }

    /// <summary>Has all freed after a grace period. Translations are flushed. In Linux: <c>tlb_table_flush</c>.</summary>
    public void Flush()
    {
        if (_page != 0)
        {
            Machine machine = _mm.Machine;
            machine.Rcu.CallRcuForFrame(FreeAll, new Frame(new Pfn(_page), machine.Frames[_page].Generation));
            _page = 0;
        }
    }

    /// <summary>Frees a table now, when no CPU can be walking it without locks any more. In Linux: <c>tlb_remove_table_one</c>.</summary>
    public readonly void FreeOne(PhysicalAddress table)
    {
        TlbFlush.TlbRemoveTableSyncOne(_mm.Machine);
        TableFreeing.TableFree(_mm, table);
    }

    // A method, so that a delegate for it is made only once.
    private static void FreeAll(Machine machine, Frame batch)
    {
        ulong* words = Words(machine, (uint)batch.Pfn.Value);
        for (int place = 0; place < (int)words[0]; place++)
        {
            machine.Tables.Free(machine.Tables.Of(new PhysicalAddress(words[Header + place])));
        }

        machine.Tasks.Current.FrameReferences++;
        machine.PageAllocator.FreePages(batch);
    }

    private static ulong* Words(Machine machine, uint page) => (ulong*)(machine.Origin + ((ulong)page << PageShift));
}
