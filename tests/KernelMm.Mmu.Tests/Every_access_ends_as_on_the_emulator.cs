using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Probing;

namespace KernelMm.Mmu.Tests;

/// <summary>
/// Random page tables, made with the generated types, in an emulated machine's RAM: each access that a program tries there must
/// end as the generated translation of the same tables says, and at the same physical address.
/// </summary>
public sealed class Every_access_ends_as_on_the_emulator
{
    private const int LeastBoots = 4;
    private const int MostBoots = 12;
    private const int EnoughAddresses = 8_000;

    [Theory]
    [InlineData("riscv-sv32")]
    [InlineData("riscv-sv39")]
    [InlineData("riscv-sv48")]
    [InlineData("riscv-sv57")]
    public void On_risc_v(string architecture) => Run(boot => new RiscvGuest(Of(architecture), isExtended: architecture != "riscv-sv32" && boot % 2 == 1));

    [Theory]
    [InlineData("arm64-4k-va39")]
    [InlineData("arm64-4k-va48")]
    [InlineData("arm64-4k-va52")]
    [InlineData("arm64-16k-va36")]
    [InlineData("arm64-16k-va47")]
    [InlineData("arm64-16k-va48")]
    [InlineData("arm64-16k-va52")]
    [InlineData("arm64-64k-va42")]
    [InlineData("arm64-64k-va48")]
    [InlineData("arm64-64k-va52")]
    public void On_arm64(string architecture) => Run(boot => new Arm64Guest(Of(architecture), keepsDirty: (boot & 2) != 0));

    [Theory]
    [InlineData("x64")]
    [InlineData("x64-la57")]
    [InlineData("x86")]
    [InlineData("x86-pae")]
    public void On_x86(string architecture) => Run(_ => new X86Guest(Of(architecture)));

    [Theory]
    [InlineData("arm")]
    [InlineData("arm-lpae")]
    public void On_arm(string architecture) => Run(_ => architecture == "arm" ? new ArmShortGuest(Of(architecture)) : new ArmGuest(Of(architecture)));

    [Theory]
    [InlineData("ppc64-radix-4k")]
    [InlineData("ppc64-radix-64k")]
    public void On_ppc64(string architecture) => Run(_ => new Ppc64Guest(Of(architecture)));

    [Theory]
    [InlineData("s390x")]
    public void On_s390x(string architecture) => Run(boot => new S390xGuest(Of(architecture), (boot - 1) % 4));

    private static IArchitecture Of(string name) => PageTables.Architectures.All.Single(candidate => candidate.Layout.Name == name);

    private static void Run(Func<int, Guest> guestOf)
    {
        ArchitectureLayout layout = guestOf(1).Architecture.Layout;
        guestOf(1).Emulator.SkipWhereMissing();
        Tally tally = new();
        for (int boot = 1; boot <= MostBoots && (boot <= LeastBoots || tally.Addresses < EnoughAddresses || tally.MissingOf(guestOf(1)) is not null); boot++)
        {
            using Trial trial = new(guestOf(boot), isUpper: boot % 2 == 0, new Random(boot));
            trial.Run(tally);
        }

        Assert.True(tally.MissingOf(guestOf(1)) is null, $"The random tables are too plain: {tally.MissingOf(guestOf(1))}.");
        CheckedBy row = CheckedBy.Of(layout.Name);
        Assert.Equal(row.Emulator, guestOf(1).Emulator.Command);
        Assert.Equal(row.Pages, string.Join(' ', tally.Leaves));
        Assert.Equal(row.Accesses, tally.Kinds);
        Assert.Equal(row.Marks, guestOf(1).Marks);
        Assert.InRange(row.Addresses, 1, tally.Addresses);
        TestContext.Current.TestOutputHelper!.WriteLine($"{tally.Addresses} addresses, {tally.Accesses} accesses, {tally.Monitored} questions to the monitor");
    }
}
