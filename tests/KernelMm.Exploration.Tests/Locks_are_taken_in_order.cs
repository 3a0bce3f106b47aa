using KernelMm.Exploration.Results;

namespace KernelMm.Exploration.Tests;

public sealed class Locks_are_taken_in_order
{
    [Theory]
    [InlineData("mmap_lock pml ptl", null)]
    [InlineData("mmap_lock i_mmap_rwsem anon_vma ptl", null)]
    [InlineData("ptl pml", "pml inside ptl")]
    [InlineData("anon_vma i_mmap_rwsem", "i_mmap_rwsem inside anon_vma")]
    [InlineData("folio lock,mmap_lock", "mmap_lock inside folio lock")]
    [InlineData("ptl ~pml", null)]
    [InlineData("mine yours", null)]
    public void In_the_order_of_mm_rmap_c_or_by_trying(string locks, string? failure) =>
        Assert.Equal(failure, Run(locks.Split(locks.Contains(',', StringComparison.Ordinal) ? ',' : ' ')).Failures.SingleOrDefault()?.Failure.Name);

    [Fact]
    public void Two_of_one_class_only_by_rising_address()
    {
        Assert.Empty(Run(["ptl 1", "ptl 2"]).Failures);
        Assert.Equal("ptl twice", Assert.Single(Run(["ptl 2", "ptl 1"]).Failures).Failure.Name);
    }

    [Fact]
    public void What_is_still_held_at_the_end_is_a_failure()
    {
        ExplorationResult result = Explore.Run(() => new Taking([new("ptl", 1)], [], givesBack: false), new ExplorationOptions());

        Failure failure = Assert.Single(result.Failures).Failure;
        Assert.Equal(FailureKind.Unbalanced, failure.Kind);
        Assert.Contains("still holds ptl 0x1", failure.Message, StringComparison.Ordinal);
    }

    private static ExplorationResult Run(string[] locks)
    {
        SharedObject[] objects = [.. locks.Select(text => text.TrimStart('~')).Select(text => text.Split(' ') is [string kind, string id] && ulong.TryParse(id, out ulong number) ? new SharedObject(kind, number) : new SharedObject(text, 0))];
        return Explore.Run(() => new Taking(objects, [.. locks.Select(text => text[0] == '~')], givesBack: true), new ExplorationOptions());
    }

    private sealed class Taking(SharedObject[] locks, bool[] tried, bool givesBack) : Scenario
    {
        public override IReadOnlyList<Actor> Actors { get; } =
        [
            new("one", () =>
            {
                for (int index = 0; index < locks.Length; index++)
                {
                    Explorer.Current!.Point(SharedOperation.Acquire, locks[index]);
                    Explorer.Current.Took(locks[index], nesting: 0, index < tried.Length && tried[index], shared: false);
                }

                foreach (SharedObject held in givesBack ? locks : [])
                {
                    Explorer.Current!.GaveBack(held);
                }
            }),
        ];
    }
}
