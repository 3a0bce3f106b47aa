using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Walking;

/// <summary>Walks of one random address space, with a ledger of their own.</summary>
internal sealed class TestWalk(VectorConfig config, RandomTables tables)
{
    private readonly RangeWalker _walker = RangeWalker.Of(config.Architecture.Layout.Name);

    public Ledger Ledger { get; } = new();

    public int PageShift => config.Architecture.Layout.PageShift;

    private LedgerMm Mm => new(tables.Memory.Memory, Ledger);

    public EventRecorder Recorder() => new HeldChecker(PageShift, Ledger, tables.Memory, config.Architecture.Layout.EntryBits);

    public int Over(ulong start, ulong end, PteForm form, WalkCallbacks callbacks) => _walker.Walk(Mm, tables.Root, start, end, form, callbacks);

    public int SilentlyOver(ulong start, ulong end) => _walker.WalkSilently(Mm, tables.Root, start, end);

    public IReadOnlyList<Event> Expected(ulong start, ulong end, PteForm form, Func<PageTableLevel, ulong, bool>? descends = null) =>
        ExpectedWalk.Of(config, tables.Memory, tables.Root, start, end, form, descends);
}
