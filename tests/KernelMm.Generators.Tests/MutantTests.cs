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
