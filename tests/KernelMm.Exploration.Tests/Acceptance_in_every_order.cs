using KernelMm.Exploration.Results;
using KernelMm.Exploration.Strategies.Exhaustive;
using KernelMm.Scenarios;
using KernelMm.Scenarios.Races;

namespace KernelMm.Exploration.Tests;

/// <summary>Acceptance tests that are about what happens between two steps; the letter and the number are the reference's.</summary>
public sealed class Acceptance_in_every_order
{
    private static readonly ExplorationOptions Options = new() { Bounds = new Bounds { Preemptions = RaceCatalogue.Preemptions } };

    [Fact]
    public void M11_nobody_sees_the_old_page_of_a_copy_when_it_is_the_childs_alone() => Holds("cow-stale");

    [Fact]
    public void N1_what_is_written_by_a_stale_translation_during_writeback_is_not_lost() => Holds("zap-writeback");

    [Fact]
    public void N2_a_dirty_page_of_a_file_is_cleared_flushed_uncounted_unlocked_and_put_in_this_order()
    {
        Execution execution = Explore.Replay(WritebackRaces.ZapAlone, "a");
        Assert.Null(execution.Failure);

        int cleared = After(execution, 0, SharedOperation.ReadModifyWrite, "entry");
        int flushed = After(execution, cleared, SharedOperation.ReadModifyWrite, "mm_cpumask");
        int uncounted = After(execution, flushed, SharedOperation.ReadModifyWrite, "mapcount");
        int unlocked = After(execution, uncounted, SharedOperation.Release, "ptl");
        int put = After(execution, unlocked, SharedOperation.ReadModifyWrite, "refcount");
        Assert.True(put < execution.Steps.Count);
        Assert.DoesNotContain(execution.Steps.Take(uncounted).Skip(cleared), step => step.Target.Kind is "refcount" or "mapcount");
        Assert.DoesNotContain(execution.Steps.Take(unlocked).Skip(cleared), step => step.Operation == SharedOperation.Release && step.Target.Kind == "ptl");
    }

    [Fact]
    public void N9_as_long_as_somebody_could_write_to_a_page_by_an_old_translation_an_entry_is_counted() => Holds("zap-watched");

    [Fact]
    public void O11_a_huge_entry_that_comes_back_after_it_was_split_is_not_taken_for_a_table() => Holds("walk-refault");

    [Fact]
    public void P10_an_entry_that_is_empty_for_a_moment_is_no_bad_access_though_nothing_is_behind_it() => Holds("fault-transient");

    [Fact]
    public void R12_2_a_page_whose_entry_moves_is_made_clean_in_the_old_place_or_in_the_new_one() => Holds("move-clean");

    [Fact]
    public void R12_3_a_table_that_is_taken_out_in_mid_move_is_looked_for_again() => Holds("move-retract");

    [Fact]
    public void R15_2_where_a_table_is_taken_out_in_mid_mincore_each_page_is_answered_once() => Holds("mincore-retract");

    // No order of the forms that hold fails, and the bug of the one that does not is found.
    private static void Holds(string name)
    {
        foreach (Variant variant in RaceCatalogue.Numbered.Single(entry => entry.Name == name).Variants)
        {
            ExplorationResult result = Explore.Run(variant.Make, Options);
            Assert.True(variant.Fails.Count > 0 == result.Failures.Count > 0, $"{name}/{variant.Name}:\n{string.Join("\n", result.Failures)}");
            Assert.All(result.Failures, report => Assert.Contains(report.Failure.Name, variant.Fails));
            Assert.True(result.Failures.Count > 0 || (result.IsExhausted && result.TooLong == 0), $"{name}/{variant.Name} was not tried in every order.");
            Assert.True(result.Failures.Count > 0 || result.Executions > 20, $"Only {result.Executions} executions of {result.LongestExecution} steps: that is no race.");
        }
    }

    private static int After(Execution execution, int place, SharedOperation operation, string kind)
    {
        int next = place + 1;
        while (next < execution.Steps.Count && (execution.Steps[next].Operation, execution.Steps[next].Target.Kind) != (operation, kind))
        {
            next++;
        }

        Assert.True(next < execution.Steps.Count, $"No {operation} of {kind} comes after step {place}.");
        return next;
    }
}
