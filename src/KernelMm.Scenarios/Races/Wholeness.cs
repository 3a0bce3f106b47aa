using KernelMm.Folios;
using KernelMm.Pagewalk;
using KernelMm.Rmap;

namespace KernelMm.Scenarios.Races;

/// <summary>
/// Whether address spaces are what they are counted as: their mappings, their tables, and the references of every page, each found by a look
/// at all there is. Nobody does anything meanwhile, and no page is pinned.
/// </summary>
internal static class Wholeness
{
    private const string Name = "WHOLE";

    /// <summary>Looks at all address spaces that can have a page in common.</summary>
    public static void Check(Machine machine, params ReadOnlySpan<Mm> mms)
    {
        machine.Lru.LruAddDrainAll();
        Dictionary<Folio, int> mapped = [];
        foreach (Mm mm in mms)
        {
            CheckMappings(mm);
            CheckTables(mm, mapped);
        }

        foreach ((Folio folio, int entries) in mapped)
        {
            int references = entries + (folio.Mapping is null ? 0 : 1);
            That(folio.MapCount == entries, $"{entries} entries map folio {folio.Pfn}, and {folio.MapCount} are counted.");
            That(folio.IsLru, $"Folio {folio.Pfn} is on no list.");
            That(folio.RefCount == references, $"Folio {folio.Pfn} has {references} owners, and {folio.RefCount} references.");
        }
    }

    private static void CheckMappings(Mm mm)
    {
        VirtualAddress end = default;
        ulong total = 0;
        ulong locked = 0;
        ulong data = 0;
        foreach (Vma vma in mm.Vmas)
        {
            That(vma.Start >= end && vma.End > vma.Start && !vma.Detached, $"{vma} is out of place.");
            end = vma.End;
            total += vma.Pages.Value;
            locked += (vma.Flags & VmaFlags.Locked) != 0 ? vma.Pages.Value : 0;
            data += (vma.Flags & (VmaFlags.Write | VmaFlags.Shared | VmaFlags.GrowsDown)) == VmaFlags.Write ? vma.Pages.Value : 0;
            That(vma.AnonVma is null == vma.AnonVmaChains is null, $"{vma} has an anon_vma and no links, or links and none.");
            for (AnonVmaChain? chain = vma.AnonVmaChains; chain is not null; chain = chain.Next)
            {
                That(chain.Vma == vma && chain.Node.First == vma.Pgoff.Value && chain.Node.Last == vma.Pgoff.Value + vma.Pages.Value - 1, $"A link of {vma} is not in its place.");
            }
        }

        That(mm.MapCount == mm.Vmas.Count, $"There are {mm.Vmas.Count} mappings, and {mm.MapCount} are counted.");
        That((mm.TotalVm.Value, mm.LockedVm.Value, mm.DataVm.Value) == (total, locked, data), "Pages of mappings are counted wrong.");
    }

    private static void CheckTables(Mm mm, Dictionary<Folio, int> mapped)
    {
        Survey survey = new(mm, mapped);
        mm.MmapLock.MmapWriteLock();
        VmaWalking.WalkPageRangeDebug(mm, default, Mm.TaskSize, ref survey);
        mm.MmapLock.MmapWriteUnlock();
        That(mm.PgtablesBytes.Value >> PageShift == (ulong)survey.Tables, $"There are {survey.Tables} tables, and {mm.PgtablesBytes} are counted.");
        foreach (RssCounter counter in Enum.GetValues<RssCounter>())
        {
            long found = survey.Rss.GetValueOrDefault(counter);
            That(mm.Rss(counter) == found, $"{found} pages are {counter}, and {mm.Rss(counter)} are counted.");
        }

        foreach ((VirtualAddress address, Folio folio) in survey.Pages)
        {
            Finding finding = new(mm, address);
            RmapWalk.Walk(folio, ref finding);
            That(finding.IsFound, $"Nobody finds {address} from its folio.");
        }
    }

    private static void That(bool holds, string message) => Expect.That(holds, Name, message);

    private readonly struct Survey(Mm mm, Dictionary<Folio, int> mapped) : IVmaWalkOps<Survey>
    {
        private readonly Mm _mm = mm;
        private readonly Dictionary<Folio, int> _mapped = mapped;
        private readonly int[] _tables = new int[1];

        public readonly Dictionary<RssCounter, long> Rss = [];

        public readonly List<(VirtualAddress Address, Folio Folio)> Pages = [];

        public int Tables => _tables[0];

        public static WalkCallbacks Callbacks => WalkCallbacks.P4dEntry | WalkCallbacks.PudEntry | WalkCallbacks.PmdEntry | WalkCallbacks.PteEntry;

        // The level that is folded has no tables of its own here.
        public static int P4dEntry(ref Survey ops, P4dPtr p4d, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => ops._tables[0]++ & 0;

        public static int PudEntry(ref Survey ops, PudPtr pud, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => ops._tables[0]++ & 0;

        public static int PmdEntry(ref Survey ops, PmdPtr pmd, VirtualAddress address, VirtualAddress next, ref VmaWalk walk) => ops._tables[0]++ & 0;

        public static int PteEntry(ref Survey ops, PtePtr pte, VirtualAddress address, VirtualAddress next, ref VmaWalk walk)
        {
            Pte entry = PtepGet(walk.Mm, pte);
            if (!entry.Present)
            {
                return 0;
            }

            Vma? vma = ops._mm.VmaLookup(address);
            That(vma is not null, $"There is a page at {address}, and no mapping.");
            Folio folio = NormalPages.VmNormalFolio(vma!, address, entry);
            if (!folio.IsNull)
            {
                That(!entry.Write || !folio.IsAnon || folio.IsAnonExclusive, $"{address} is writable, and its page not the mapping's own.");
                ops._mapped[folio] = ops._mapped.GetValueOrDefault(folio) + 1;
                RssCounter counter = Zap.RssVector.CounterOf(folio);
                ops.Rss[counter] = ops.Rss.GetValueOrDefault(counter) + 1;
                ops.Pages.Add((address, folio));
            }

            return 0;
        }
    }

    private struct Finding(Mm mm, VirtualAddress address) : IRmapVisitor
    {
        public bool IsFound { get; private set; }

        public bool RmapOne(Folio folio, Vma vma, VirtualAddress at)
        {
            IsFound |= vma.Mm.Id == mm.Id && at == address;
            return true;
        }
    }
}
