using System.Text;

namespace KernelMm.Tests.Differential;

/// <summary>Runs sequences on both sides, and makes those that differ short.</summary>
internal sealed class Comparison(MachinesKernel kernel, KernelModes modes, MmChanges changes)
{
    /// <summary>The first call that both sides disagree about, and how; null where they never do.</summary>
    public (int Place, string Difference)? Compare(IReadOnlyList<Call> calls, Limits limits)
    {
        (Beginning begin, Outcome[] expected) = kernel.Run(calls, limits);
        using Core core = new(begin, limits, modes, changes);
        int place = 0;
        for (int call = 0; call < calls.Count; call++)
        {
            if (core.RunWithoutOutcome(calls[call]))
            {
                continue;
            }

            string? difference = Difference(core, calls[call], expected[place++]);
            if (difference is not null)
            {
                return (call, difference);
            }
        }

        return null;
    }

    /// <summary>What is left of a sequence that differs when every call is dropped that it differs without, in words.</summary>
    public string Report(Call[] calls, Limits limits)
    {
        Call[] shrunk = Shrink(calls, limits);
        (int place, string difference) = Compare(shrunk, limits)!.Value;
        StringBuilder text = new();
        text.AppendLine($"With {limits}:");
        foreach (Call call in shrunk)
        {
            text.AppendLine($"  {call}");
        }

        text.AppendLine($"The core about {shrunk[place]}: {difference}.");
        return text.ToString();
    }

    /// <summary>What is left of a sequence that differs when every call is dropped that it differs without.</summary>
    public Call[] Shrink(Call[] calls, Limits limits) => Shrinking.Shrink(calls, fewer => Compare(fewer, limits) is not null);

    private static string? Difference(Core core, Call call, Outcome expected)
    {
        try
        {
            return core.Run(call).Difference(expected);
        }
        catch (Oops oops)
        {
            return $"oops: {oops.Message}{Environment.NewLine}{oops.StackTrace}{Environment.NewLine}";
        }
    }
}
