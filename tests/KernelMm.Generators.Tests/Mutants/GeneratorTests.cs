using KernelMm.Generators.Tests.Driving;
using KernelMm.Levels.Tests;

namespace KernelMm.Generators.Tests.Mutants;

/// <summary>The same through the compiler's own driver, one mutant after the other as an editor would hand them in.</summary>
public class GeneratorTests
{
    [Fact]
    public void A_machine_that_nobody_built_gets_the_same_quality() =>
        Run.First(new LevelFile("toy.levels.yaml", Sample.Text)).AssertSound();

    [Theory]
    [InlineData("entry_bits: 64", "entry_bits: 48")]
    [InlineData("entry_bits: 64", "entry_bits: 48\nentry_atomicity: halves")]
    [InlineData("rule: zero_extend }", "rule: sign_extend }")]
    [InlineData("table_entry: [valid, write]", "table_entry: [{ levels: [pud], set: [valid] }, { levels: [pmd], set: [valid, write] }]")]
    [InlineData("{ set: [write] }", "{ set: [write], when: valid }, { clear: [dirty], when: { not: valid } }")]
    [InlineData("  inverted:", "  contiguous: [{ levels: [pte], shift: 15 }]\n  inverted:")]
    [InlineData("  inverted:", "  hardware_only: { levels: [pmd], slices: [{ entry: \"15:12\", at: 40 }] }\n  inverted:")]
    [InlineData("leaf: { write: write,", "user_writable_denies_kernel_execute: true\n    table: { levels: [pmd], write: write }\n    leaf: { user: valid, write: write,")]
    [InlineData("bits: \"47:8\" }", "bits: \"47:8\", inverted: true, kept: 30 }")]
    public void Whatever_else_a_machine_may_have_does_too(string old, string replacement)
    {
        string text = Sample.With(old, replacement);

        Run.First(new LevelFile("toy.levels.yaml", text)).AssertSound();
    }

    [Fact]
    public void A_machine_of_two_halves_has_two_roots()
    {
        string text = Sample.With("rule: zero_extend", "rule: two_halves").Replace("register: TBR", "register: TBR, upper_register: UBR", StringComparison.Ordinal);
        Run run = Run.First(new LevelFile("toy.levels.yaml", text));

        run.AssertSound();
        Assert.Contains("PhysicalAddress lower, PhysicalAddress upper", run.Texts["Toy.HardwareWalk.g.cs"], StringComparison.Ordinal);
    }

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
