namespace KernelMm.Tests.Differential;

public sealed class What_differs_is_made_short
{
    [Fact]
    public void A_sequence_loses_every_call_that_it_fails_without()
    {
        // It fails where a fork comes after two stores, wherever they are.
        Call[] calls = [.. Enumerable.Range(0, 60).Select(place => new Call(place % 7 == 3 ? Op.Store : place % 11 == 5 ? Op.Fork : Op.Load, (ulong)place))];
        Call[] shrunk = Shrinking.Shrink(calls, Fails);
        Assert.Equal([Op.Store, Op.Store, Op.Fork], shrunk.Select(call => call.Op));
    }

    [Fact]
    public void A_difference_that_was_put_in_is_found_and_told_in_as_few_calls_as_it_takes()
    {
        Assert.SkipWhen(MachinesKernel.Missing is not null, MachinesKernel.Missing ?? "");
        using MachinesKernel kernel = MachinesKernel.Start();

        // The core may have three mappings more than the driver begins with, the kernel as many as it is set to.
        KernelModes wrong = kernel.Modes with { MaxMapCount = kernel.Begin.Mappings.Length + 3 };
        Comparison comparison = new(kernel, wrong, MachinesKernel.ChangesSince612);
        Sequences sequences = new(1, kernel.Begin, kernel.Modes);
        (Call[] Calls, Limits Limits) next = sequences.Next();
        while (comparison.Compare(next.Calls, next.Limits) is null)
        {
            next = sequences.Next();
        }

        Call[] shrunk = comparison.Shrink(next.Calls, next.Limits);
        Assert.NotNull(comparison.Compare(shrunk, next.Limits));
        Assert.InRange(shrunk.Length, 1, 8);
        for (int left = 0; left < shrunk.Length; left++)
        {
            Assert.Null(comparison.Compare([.. shrunk[..left], .. shrunk[(left + 1)..]], next.Limits));
        }

        Assert.Contains("Nomem", comparison.Report(next.Calls, next.Limits), StringComparison.Ordinal);
    }

    private static bool Fails(Call[] calls)
    {
        int stores = 0;
        foreach (Call call in calls)
        {
            stores += call.Op == Op.Store ? 1 : 0;
            if (call.Op == Op.Fork && stores >= 2)
            {
                return true;
            }
        }

        return false;
    }
}
