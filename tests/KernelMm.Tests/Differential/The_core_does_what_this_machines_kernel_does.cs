using System.Globalization;

namespace KernelMm.Tests.Differential;

/// <summary>The same random calls on the core and on the kernel that the test runs on.</summary>
public sealed class The_core_does_what_this_machines_kernel_does
{
    private static int Calls => int.Parse(Environment.GetEnvironmentVariable("KERNELMM_DIFFERENTIAL_CALLS") ?? "100000", CultureInfo.InvariantCulture);

    [Fact]
    public void After_every_call_of_random_sequences()
    {
        Assert.SkipWhen(MachinesKernel.Missing is not null, MachinesKernel.Missing ?? "");
        using MachinesKernel kernel = MachinesKernel.Start();
        Comparison comparison = new(kernel, MachinesKernel.ChangesSince612);
        Sequences sequences = new(20260612, kernel.Begin);
        for (int called = 0; called < Calls;)
        {
            (Call[] calls, ulong memlock) = sequences.Next();
            called += calls.Length;
            if (comparison.Compare(calls, memlock) is not null)
            {
                Assert.Fail(comparison.Report(calls, memlock));
            }
        }
    }
}
