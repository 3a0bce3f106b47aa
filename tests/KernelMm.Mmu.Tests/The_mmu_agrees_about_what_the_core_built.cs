using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Workloads;

namespace KernelMm.Mmu.Tests;

/// <summary>
/// Random programs run on the core, in several address spaces; then its memory, page tables and all, becomes an emulated machine's,
/// whose MMU walks each address space in turn. The answers for every page of the programs, and around them, must be what the core's
/// own walk says, and that what the programs are due by what they called and did.
/// </summary>
public sealed class The_mmu_agrees_about_what_the_core_built
{
    private const int Steps = 1_500;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void On_every_page_and_right(int seed)
    {
        Guest guest = GuestOf(CoreMachine.Architecture, seed);
        guest.Emulator.SkipWhereMissing();
        Random random = new(seed);
        using CoreMachine core = new(guest, (ulong)seed);
        Workload workload = new(core.Machine, random);
        workload.Run(Steps);
        Due due = new(guest, core);
        due.AssertAll(workload.Spaces);

        int accesses = 0;
        foreach (ReferenceSpace space in workload.Spaces)
        {
            using WorkloadTrial trial = new(guest, core, due.Mapped, space, random);
            accesses += trial.Run();
        }

        AssertRich(workload, due, accesses);
        workload.Spaces.ForEach(space => TestContext.Current.TestOutputHelper!.WriteLine(
            $"address space {space.Mm.Id}: {space.Pages.Count} pages in {space.Mm.Vmas.Count} mappings, {space.Mm.PgtablesBytes} bytes of tables"));
        TestContext.Current.TestOutputHelper!.WriteLine($"{due.Mapped.Count} pages mapped, {accesses} accesses");
    }

    // Agreement on little would prove little.
    private static void AssertRich(Workload workload, Due due, int accesses)
    {
        ReferencePage[] pages = [.. workload.Spaces.SelectMany(space => space.Pages.Values)];
        Assert.InRange(workload.Spaces.Count, 3, int.MaxValue);
        Assert.InRange(accesses, 30_000, int.MaxValue);
        Assert.Contains(due.Mapped, page => page.Address.Value == 0);
        Assert.Contains(due.Mapped, page => (page.Rights & AccessRights.Write) != 0);
        Assert.Contains(due.Mapped.GroupBy(page => page.Address), frame => frame.Count() > 1 && frame.Key.Value != 0);
        Assert.Contains(pages, page => page is { IsAccessible: false, Residence: Residence.Must });
        Assert.Contains(pages, page => page is { Residence: Residence.No, IsAccessible: true });
        Assert.Contains(pages, page => page is { IsExecutable: true, Residence: Residence.Must });
        Assert.Contains(pages, page => page is { Shared: not null, Residence: Residence.Must });
    }

    private static Guest GuestOf(IArchitecture architecture, int seed) => architecture.Layout.Name switch
    {
        ['x', ..] => new X86Guest(architecture),
        ['r', ..] => new RiscvGuest(architecture, isExtended: true),
        ['a', 'r', 'm', '6', '4', ..] => new Arm64Guest(architecture, keepsDirty: seed % 2 == 0),
        string other => throw new InvalidOperationException($"There is no guest for {other}."),
    };
}
