using System.Globalization;

namespace KernelMm.Tests.Differential;

/// <summary>The same random calls on the core and on the kernel that the test runs on.</summary>
public sealed class The_core_does_what_this_machines_kernel_does
{
    private static int Calls => int.Parse(Environment.GetEnvironmentVariable("KERNELMM_DIFFERENTIAL_CALLS") ?? "100000", CultureInfo.InvariantCulture);

    private static ulong Seed => ulong.Parse(Environment.GetEnvironmentVariable("KERNELMM_DIFFERENTIAL_SEED") ?? "20260612", CultureInfo.InvariantCulture);

    // One mistake may show itself in many ways; a few of them are enough to see which it is.
    private const int MostReports = 5;

    [Fact]
    public void After_every_call_of_random_sequences()
    {
        Assert.SkipWhen(MachinesKernel.Missing is not null, MachinesKernel.Missing ?? "");
        using MachinesKernel kernel = MachinesKernel.Start();
        Comparison comparison = new(kernel, kernel.Modes, MachinesKernel.ChangesSince612);
        Sequences sequences = new(Seed, kernel.Begin, kernel.Modes);
        List<string> reports = [];
        for (int called = 0; called < Calls && reports.Count < MostReports;)
        {
            (Call[] calls, ulong memlock) = sequences.Next();
            called += calls.Length;
            if (comparison.Compare(calls, memlock) is not null)
            {
                reports.Add(comparison.Report(calls, memlock));
            }
        }

        Assert.True(reports.Count == 0, string.Join(Environment.NewLine, reports));
    }
}
