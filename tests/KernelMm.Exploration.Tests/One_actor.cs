using KernelMm.Exploration.Results;

namespace KernelMm.Exploration.Tests;

/// <summary>A machine, and one who does something on it.</summary>
internal sealed class One_actor : Scenario
{
    private readonly Machine _machine = new(new MachineOptions { Memory = new ByteCount(64 * 4096), Cpus = 2, PerCpuPages = 4 });
    private readonly int? _references;
    private readonly Action<Machine>? _begin;
    private Mm _mm;

    private One_actor(Action<Mm> act, int? references, Action<Machine>? begin)
    {
        _references = references;
        _begin = begin;
        Actors = [new("one", () => act(_mm))];
    }

    public override IReadOnlyList<Actor> Actors { get; }

    public static ExplorationResult Run(Action<Mm> act, int? references = null, Action<Machine>? begin = null) =>
        Explore.Run(() => new One_actor(act, references, begin), new ExplorationOptions { StopsAtFailure = false });

    public override void Begin()
    {
        _machine.Reset();
        _begin?.Invoke(_machine);
        _mm = Mm.Alloc(_machine) ?? throw new InvalidOperationException("No memory.");
    }

    public override int? ReferencesOf(int actor) => _references;

    protected override void Dispose(bool disposing)
    {
        _machine.Dispose();
        base.Dispose(disposing);
    }
}
