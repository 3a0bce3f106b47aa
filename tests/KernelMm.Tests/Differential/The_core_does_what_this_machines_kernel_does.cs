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
        List<string> reports = Reports(kernel, new Sequences(Seed, kernel.Begin, kernel.Modes), Calls);
        Assert.True(reports.Count == 0, string.Join(Environment.NewLine, reports));
    }

    /// <summary>So many mappings are there already that the next few are the last.</summary>
    [Fact]
    public void In_a_crowd()
    {
        Assert.SkipWhen(MachinesKernel.Missing is not null, MachinesKernel.Missing ?? "");
        using MachinesKernel kernel = MachinesKernel.Start();
        Assert.SkipWhen(kernel.Crowd is null, MachinesKernel.NoCrowd);
        List<string> reports = Reports(kernel, new Sequences(Seed, kernel.Begin, kernel.Modes, kernel.Crowd!.Value), Calls / 20);
        Assert.True(reports.Count == 0, string.Join(Environment.NewLine, reports));
    }

    private static List<string> Reports(MachinesKernel kernel, Sequences sequences, int most)
    {
        Comparison comparison = new(kernel, kernel.Modes, MachinesKernel.ChangesSince612);
        List<string> reports = [];
        for (int called = 0; called < most && reports.Count < MostReports;)
        {
            (Call[] calls, Limits limits) = sequences.Next();
            called += calls.Length;
            if (comparison.Compare(calls, limits) is not null)
            {
                reports.Add(comparison.Report(calls, limits));
            }
        }

        return reports;
    }
}
