using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Comparison.Speed;

/// <summary>Several analyzers by turns, so that what is warm or busy is so for all of them.</summary>
internal static class Race
{
    public static async Task<IReadOnlyList<Run>> Of(int rounds, params (DiagnosticAnalyzer Analyzer, Compilation Input)[] runners)
    {
        var runs = runners.Select(_ => new List<Run>()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            for (var i = 0; i < runners.Length; i++)
            {
                var run = await Run.Of(runners[i].Analyzer, runners[i].Input);

                // The first round is for the JIT.
                if (round >= 0)
                {
                    runs[i].Add(run);
                }
            }
        }

        return [.. runs.Select(Run.Least)];
    }
}
