using KernelMm.Generators.Tests.Driving;
using Microsoft.CodeAnalysis;

namespace KernelMm.Generators.Tests.Caching;

/// <summary>What an edit costs does not grow with the number of level files, but for what the compiler's driver does itself.</summary>
public class Many_files
{
    private static readonly LevelFile Riscv = LevelFile.Shipped("riscv-sv32");

    public static TheoryData<int> Numbers => [25, 1_000];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void After_an_edit_of_something_else_every_step_is_cached(int number)
    {
        Run run = Run.First(Files(number)).WithSource("class Edited;");

        Assert.All(StepNames.All, step => Assert.Equal("Cached", run.Reasons(step)));
        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(number, run.Outputs(StepNames.Output).Count());
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void After_an_edit_of_one_of_them_the_steps_of_that_one_run(int number)
    {
        LevelFile[] files = Files(number);
        LevelFile edited = files[number / 2];

        Run run = Run.First(files).With(edited, edited.With("doc: written to", "doc: was written to"));

        string[] steps = [StepNames.Parse, StepNames.Architecture, StepNames.Output];
        Assert.All(steps, step => Assert.Equal([IncrementalStepRunReason.Modified], NotCached(run.Outputs(step).Select(output => output.Reason))));
        Assert.Equal([IncrementalStepRunReason.Unchanged], NotCached(run.Outputs(StepNames.Diagnostics).Select(output => output.Reason)));
        Assert.Equal("Cached", run.Reasons(StepNames.Registry));
        Assert.Equal([IncrementalStepRunReason.Modified], NotCached(run.OutputReasons));
    }

    private static IEnumerable<IncrementalStepRunReason> NotCached(IEnumerable<IncrementalStepRunReason> reasons) =>
        reasons.Where(reason => reason != IncrementalStepRunReason.Cached);

    // One machine by so many names.
    private static LevelFile[] Files(int number) =>
        [.. Enumerable.Range(0, number).Select(index => new LevelFile($"levels/machine-{index}.levels.yaml", Named(index)))];

    private static string Named(int index) => Riscv.With("namespace: RiscvSv32", $"namespace: Machine{index}").Text;
}
