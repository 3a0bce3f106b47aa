using System.Diagnostics;
using System.Globalization;
using KernelMm.Generators.Tests.Driving;
using KernelMm.Levels.Emit;
using KernelMm.Levels.Parsing;
using KernelMm.Levels.Tests;

namespace KernelMm.Generators.Tests.Mutants;

/// <summary>Files that nobody wrote: what is not refused, with a place and a sentence, compiles.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    private const string Option = "KERNELMM_LEVEL_MUTANTS";
    private const string Invented = "toy";

    // Of one mutant; asked three times before it counts, because the machine may be busy with something else.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    private static readonly string[] Names = [Invented, .. LevelFile.Names];

    public static TheoryData<string> Originals => [.. Names];

    [Theory]
    [MemberData(nameof(Originals))]
    public void A_mutant_ends_in_diagnostics_at_their_places_or_in_code_that_compiles(string name)
    {
        int mutants = int.Parse(Environment.GetEnvironmentVariable(Option) ?? "20000", CultureInfo.InvariantCulture) / Names.Length;
        var mutator = new Mutator(name == Invented ? Sample.Text : LevelFile.Shipped(name).Text, seed: 11);
        var compiler = new CompileOnce();
        (int refused, int compiled) = (0, 0);
        for (int i = 0; i < mutants; i++)
        {
            string mutant = mutator.Next();
            LevelFileResult result = Judge(name, mutant);
            if (result.Architecture is not { } architecture)
            {
                refused++;
                AssertPositioned(result, mutant);
                continue;
            }

            compiled++;
            Assert.Empty(result.Diagnostics);
            string[] complaints = Complaints(compiler, architecture, mutant);
            Assert.True(complaints.Length == 0, $"{string.Join('\n', complaints.Take(5))}\n{mutant}");
        }

        output.WriteLine($"{refused} refused, {compiled} compiled, {compiler.Bound} of them different");

        // Both ends are reached, or the mutants prove nothing.
        Assert.True(refused > mutants / 10 && compiled > mutants / 50, $"{refused} refused, {compiled} compiled");
    }

    private static LevelFileResult Judge(string name, string mutant)
    {
        try
        {
            return InTime(() => LevelFileParser.Parse(name, mutant), mutant);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{e}\n{mutant}");
            throw;
        }
    }

    private static string[] Complaints(CompileOnce compiler, Levels.Model.Architecture architecture, string mutant)
    {
        try
        {
            return compiler.Complaints(architecture, model => InTime(() => ArchitectureEmitter.Emit(model, "User").ToList(), mutant));
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{e}\n{mutant}");
            throw;
        }
    }

    private static T InTime<T>(Func<T> work, string mutant)
    {
        TimeSpan taken = TimeSpan.Zero;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            T result = work();
            taken = Stopwatch.GetElapsedTime(start);
            if (taken < MostTime)
            {
                return result;
            }
        }

        Assert.Fail($"It takes {taken}.\n{mutant}");
        return default;
    }

    private static void AssertPositioned(LevelFileResult result, string mutant)
    {
        Assert.NotEmpty(result.Diagnostics);
        int lines = 1 + mutant.Count(character => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029');
        Assert.All(result.Diagnostics, diagnostic =>
        {
            Assert.Matches("^KML[0-9]{4}$", diagnostic.Id);
            Assert.NotEmpty(diagnostic.Message);
            Assert.DoesNotContain('\n', diagnostic.Message);
            LevelFileSpan span = diagnostic.Span;
            Assert.True(
                span.StartLine >= 1 && span.StartColumn >= 1 && span.StartLine <= lines
                    && (span.EndLine, span.EndColumn).CompareTo((span.StartLine, span.StartColumn)) >= 0,
                $"{diagnostic}\n{mutant}");
        });
    }
}
