using KernelMm.Physical;

namespace KernelMm.Tests.Physical;

public sealed class A_frame_used_after_it_was_freed : IDisposable
{
    private readonly Machine _machine = new(new ByteCount(64 * PageSize.Value));

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Is_an_oops_that_says_who_freed_it_and_when()
    {
        Frame frame = NewFrame();
        _machine.Clock.Advance(100);
        int freer = 0;
        Threads.Elsewhere(() =>
        {
            freer = _machine.CurrentTask;
            _machine.PageAllocator.FreePages(frame);
        });

        Oops oops = Assert.Throws<Oops>(() => _machine.References.FolioGet(frame));

        Assert.Equal(new FreeRecord(frame.Pfn, freer, 101, Reallocated: false), oops.Freed);
        Assert.Equal(_machine.CurrentTask, oops.Task);
        Assert.NotEqual(freer, oops.Task);
        Assert.Contains("Is_an_oops_that_says_who_freed_it_and_when", oops.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_one_also_when_somebody_else_has_it_since()
    {
        Frame frame = NewFrame();
        _machine.PageAllocator.FreePages(frame);
        Assert.Equal(frame.Pfn, NewFrame().Pfn);

        Oops oops = Assert.Throws<Oops>(() => _machine.FolioLock.Trylock(frame));

        Assert.True(oops.Freed!.Value.Reallocated);
    }

    [Fact]
    public void Is_freed_twice() =>
        Assert.NotNull(Assert.Throws<Oops>(() =>
        {
            Frame frame = NewFrame();
            _machine.PageAllocator.FreePages(frame);
            _machine.PageAllocator.FreePages(frame);
        }).Freed);

    [Fact]
    public void Is_not_freed_while_it_has_another_reference()
    {
        Frame frame = NewFrame();
        _machine.References.FolioGet(frame);

        _machine.PageAllocator.FreePages(frame);

        Assert.Equal(1, _machine.References.FolioRefCount(frame));
        _machine.References.FolioPut(frame);
        Assert.Null(_machine.References.FolioTryGet(frame.Pfn));
    }

    [Fact]
    public void Cannot_be_freed_while_it_is_mapped_or_locked()
    {
        Frame mapped = NewFrame();
        _machine.References.AddToMapCount(mapped, 1);
        Frame locked = NewFrame();
        _machine.FolioLock.Lock(locked);

        Assert.Throws<Oops>(() => _machine.References.FolioPut(mapped));
        Assert.Throws<Oops>(() => _machine.References.FolioPut(locked));
        Assert.Throws<Oops>(() => _machine.References.AddToMapCount(NewFrame(), -1));
    }

    [Fact]
    public void Is_never_seen_by_who_got_a_reference_to_it()
    {
        Frame shared = NewFrame();
        int got = 0;
        Threads.Run(
            () =>
            {
                for (int round = 0; round < 50_000; round++)
                {
                    _machine.PageAllocator.FreePages(shared);
                    shared = NewFrame();
                }
            },
            () =>
            {
                for (int round = 0; Threads.IsDue(round, 50_000, () => got > 0); round++)
                {
                    if (_machine.References.FolioTryGet(new Pfn(1)) is { } frame)
                    {
                        // With the reference the handle is good: an oops here fails the test.
                        Assert.True(_machine.References.FolioRefCount(frame) > 0);
                        _machine.References.FolioPut(frame);
                        got++;
                    }
                }
            });

        Assert.True(got > 0, "No reference was ever got.");
    }

    private Frame NewFrame() => _machine.PageAllocator.AllocPages(Gfp.Kernel) ?? throw new InvalidOperationException("No memory.");
}
