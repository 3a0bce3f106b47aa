using System.Text.RegularExpressions;
using KernelMm.Generators.Tests.Driving;
using KernelMm.Levels.Tests;

namespace KernelMm.Generators.Tests;

/// <summary>Files that nobody wrote: what is not refused compiles.</summary>
public class MutantTests
{
    private static readonly Regex Token = new("[A-Za-z_0-9]+|\"[0-9:]+\"");

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
        Assert.Contains("PhysicalAddress lower, PhysicalAddress upper", run.Texts["Toy.HardwareWalk.Translate.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_mutant_ends_in_diagnostics_or_in_code_that_compiles()
    {
        LevelFile original = new("toy.levels.yaml", Sample.Text);
        var random = new Random(11);
        Run run = Run.First(original);
        LevelFile current = original;
        (int refused, int compiled) = (0, 0);
        for (int round = 0; round < 120; round++)
        {
            var mutant = new LevelFile("toy.levels.yaml", Mutate(Sample.Text, random));
            run = run.With(current, mutant);
            current = mutant;

            Assert.Null(run.Result.Exception);
            if (!run.Diagnostics.IsEmpty)
            {
                refused++;
            }
            else if (compiled++ < 15)
            {
                Assert.True(run.Complaints().Length == 0, $"{run.Complaints().FirstOrDefault()}\n{mutant.Text}");
            }
        }

        // Both ends are reached, or the mutants prove nothing.
        Assert.True(refused > 15 && compiled > 15, $"{refused} refused, {compiled} compiled");
    }

    // Puts one word of the file in the place of another, or leaves a line out.
    private static string Mutate(string text, Random random)
    {
        if (random.Next(3) == 0)
        {
            List<string> lines = [.. text.Split('\n')];
            lines.RemoveAt(random.Next(lines.Count));
            return string.Join('\n', lines);
        }

        MatchCollection tokens = Token.Matches(text);
        Match target = tokens[random.Next(tokens.Count)];
        return text.Remove(target.Index, target.Length).Insert(target.Index, tokens[random.Next(tokens.Count)].Value);
    }
}
