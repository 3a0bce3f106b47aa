using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Comparison.Speed;

/// <summary>
/// Several analyzers by turns, so that what is warm or busy is so for all of them. Each round is compared in itself; of the rounds
/// the median counts.
/// </summary>
internal sealed class Race
{
    private readonly List<Run[]> _rounds = [];

    public static async Task<Race> Of(int rounds, params (DiagnosticAnalyzer Analyzer, Compilation Input)[] runners)
    {
        var race = new Race();
        for (var round = -1; round < rounds; round++)
        {
            var runs = new Run[runners.Length];
            for (var i = 0; i < runners.Length; i++)
            {
                runs[i] = await Run.Of(runners[i].Analyzer, runners[i].Input);
            }

            // The first round is for the JIT.
            if (round >= 0)
            {
                race._rounds.Add(runs);
            }
        }

        return race;
    }

    /// <summary>The median over the rounds.</summary>
    public double Median(Func<Run[], double> value)
    {
        var sorted = _rounds.Select(value).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
