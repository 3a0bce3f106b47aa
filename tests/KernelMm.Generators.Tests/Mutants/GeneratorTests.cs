using KernelMm.Generators.Tests.Driving;
using KernelMm.Levels.Tests;

namespace KernelMm.Generators.Tests.Mutants;

/// <summary>The same through the compiler's own driver, one mutant after the other as an editor would hand them in.</summary>
public class GeneratorTests
{
    [Fact]
    public void A_machine_that_nobody_built_gets_the_same_quality() =>
        Run.First(new LevelFile("toy.levels.yaml", Sample.Text)).AssertSound();

    [Fact]
    public void The_driver_hands_either_to_the_compiler_and_never_an_exception()
    {
        LevelFile original = new("toy.levels.yaml", Sample.Text);
        var mutator = new Mutator(Sample.Text, seed: 7);
        Run run = Run.First(original);
        LevelFile current = original;
        (int refused, int compiled) = (0, 0);
        for (int round = 0; round < 120; round++)
        {
            var mutant = new LevelFile("toy.levels.yaml", mutator.Next());
            run = run.With(current, mutant);
            current = mutant;

            Assert.Null(run.Result.Exception);
            if (!run.Diagnostics.IsEmpty)
            {
                refused++;
            }
            else if (compiled++ < 6)
            {
                Assert.True(run.Complaints().Length == 0, $"{run.Complaints().FirstOrDefault()}\n{mutant.Text}");
            }
        }

        // Both ends are reached, or the mutants prove nothing.
        Assert.True(refused > 15 && compiled > 5, $"{refused} refused, {compiled} compiled");
    }
}
