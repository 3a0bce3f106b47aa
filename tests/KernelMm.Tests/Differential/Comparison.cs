using System.Text;

namespace KernelMm.Tests.Differential;

/// <summary>Runs sequences on both sides, and makes those that differ short.</summary>
internal sealed class Comparison(MachinesKernel kernel, KernelModes modes, MmChanges changes)
{
    /// <summary>The first call that both sides disagree about, and how; null where they never do.</summary>
    public (int Place, string Difference)? Compare(IReadOnlyList<Call> calls, ulong memlock)
    {
        (Beginning begin, Outcome[] expected) = kernel.Run(calls, memlock);
        using Core core = new(begin, modes, changes);
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
    public string Report(Call[] calls, ulong memlock)
    {
        Call[] shrunk = Shrink(calls, memlock);
        (int place, string difference) = Compare(shrunk, memlock)!.Value;
        StringBuilder text = new();
        text.AppendLine($"With at most {memlock} bytes locked:");
        foreach (Call call in shrunk)
        {
            text.AppendLine($"  {call}");
        }

        text.AppendLine($"The core about {shrunk[place]}: {difference}.");
        return text.ToString();
    }

    /// <summary>What is left of a sequence that differs when every call is dropped that it differs without.</summary>
    public Call[] Shrink(Call[] calls, ulong memlock) => Shrinking.Shrink(calls, fewer => Compare(fewer, memlock) is not null);

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
