namespace KernelMm.Mmu.Tests.Workloads;

/// <summary>An address space of the core, and beside it what its program is due, by page.</summary>
internal sealed class ReferenceSpace(Mm mm)
{
    public Mm Mm => mm;

    public SortedDictionary<ulong, ReferencePage> Pages { get; } = [];

    /// <summary>Mapped pages that follow each other, beginning at a random one; empty where nothing is mapped.</summary>
    public List<ulong> RandomRun(Random random, int most)
    {
        List<ulong> run = [];
        if (Pages.Count > 0)
        {
            ulong first = Pages.Keys.ElementAt(random.Next(Pages.Count));
            for (ulong page = first; run.Count < most && Pages.ContainsKey(page); page++)
            {
                run.Add(page);
            }
        }

        return run;
    }

    public void Change(IEnumerable<ulong> pages, Func<ReferencePage, ReferencePage> change)
    {
        foreach (ulong page in pages)
        {
            Pages[page] = change(Pages[page]);
        }
    }

    public ReferenceSpace Child(Mm child)
    {
        ReferenceSpace copy = new(child);
        foreach ((ulong page, ReferencePage state) in Pages)
        {
            copy.Pages[page] = state.Child();
        }

        Change([.. Pages.Keys], state => state.Parent());
        return copy;
    }
}
