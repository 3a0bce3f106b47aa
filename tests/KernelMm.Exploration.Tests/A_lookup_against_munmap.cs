using KernelMm.Cpus;
using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies.Exhaustive;
using KernelMm.Mmap;

namespace KernelMm.Exploration.Tests;

/// <summary>B and a number are the reference's tests of per-VMA locks.</summary>
public sealed class A_lookup_against_munmap
{
    [Fact]
    public void B6_That_finds_a_mapping_which_is_gone_when_it_is_locked_misses_once_and_ends_in_a_signal()
    {
        HashSet<Outcome> met = [];
        ExplorationResult result = Explore.Run(() => new Race(met), new ExplorationOptions { Bounds = new Bounds { Preemptions = 2 } });

        // An oops, as of a mapping used after it was freed, would be a failure.
        Assert.True(result.Failures.Count == 0, string.Join("\n", result.Failures));
        Assert.True(result.IsExhausted);
        Assert.Contains(new Outcome(IsRead: false, Miss: 1, Abort: 1), met);
        Assert.Contains(new Outcome(IsRead: false, Miss: 0, Abort: 1), met);
        Assert.Contains(new Outcome(IsRead: true, Miss: 0, Abort: 0), met);

        // Nobody is refused by a lookup alone; but a lookup may find a mapping locked that nobody writes to.
        Assert.All(met, outcome => Assert.True(outcome.Miss <= 1 && (outcome.IsRead || outcome.Abort > 0), outcome.ToString()));
    }

    private sealed record Outcome(bool IsRead, ulong Miss, ulong Abort);

    private sealed class Race : Scenario
    {
        private readonly Machine _machine = new(new MachineOptions { Memory = new ByteCount(64 * 4096), Cpus = 2, PerCpuPages = 0, TlbEntries = 4 });
        private readonly HashSet<Outcome> _met;
        private VirtualAddress _page;
        private Mm _mm;
        private bool _isRead;

        public Race(HashSet<Outcome> met)
        {
            _met = met;
            Actors = [new Actor("reader", Read), new Actor("unmapper", Unmap)];
        }

        public override IReadOnlyList<Actor> Actors { get; }

        public override void Begin()
        {
            _machine.Reset();
            _mm = Mm.Alloc(_machine)!.Value;
            _page = _mm.Mmap(default, new ByteCount(4096), Prot.Read, MapFlags.Private | MapFlags.Anonymous).Address;
        }

        public override void End()
        {
            VmaLockStatistics counted = _machine.VmaLockStatistics();
            _met.Add(new Outcome(_isRead, counted.Miss, counted.Abort));
        }

        protected override void Dispose(bool disposing)
        {
            _machine.Dispose();
            base.Dispose(disposing);
        }

        private void Read()
        {
            Cpu cpu = _machine.Cpus[1];
            cpu.SwitchMm(_mm);
            _isRead = cpu.Load(_page, out _);
        }

        private void Unmap() => _mm.Munmap(_page, new ByteCount(4096));
    }
}
