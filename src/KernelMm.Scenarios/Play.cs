namespace KernelMm.Scenarios;

/// <summary>A scenario put together from a few methods.</summary>
internal sealed class Play : Scenario
{
    private readonly Action _begin;
    private readonly Action _end;
    private readonly Action _dispose;

    public Play(Action begin, Action end, Action? dispose, params (string Name, Action Body)[] actors)
    {
        _begin = begin;
        _end = end;
        _dispose = dispose ?? (static () => { });
        Actors = [.. actors.Select(actor => new Actor(actor.Name, actor.Body))];
    }

    public override IReadOnlyList<Actor> Actors { get; }

    public override void Begin() => _begin();

    public override void End() => _end();

    protected override void Dispose(bool disposing)
    {
        _dispose();
        base.Dispose(disposing);
    }
}
