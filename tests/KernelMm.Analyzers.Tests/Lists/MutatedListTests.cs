using KernelMm.Analyzers.Contracts;

namespace KernelMm.Analyzers.Tests.Lists;

/// <summary>Whatever stands in a list, what is wrong with it is a diagnostic inside of it, and nothing throws.</summary>
public sealed class MutatedListTests
{
    private const int Mutants = 2000;

    private const string List = """
        # A list.
        M:KernelMm.Family.Pgtable.PteOffsetMap(KernelMm.Family.Mm,KernelMm.Family.PmdPtr,KernelMm.Contracts.VirtualAddress)
        [return: MayFail, ReturnsMapped(MaySleepWhileMapped = true)]
        [method: Acquires("x, y"), HoldsFor(None | Bad), DetachStep(Uncount)]
        [pmd: LiveSlot(Writes = false)]
        P:KernelMm.Family.Pmd.IsNone
        [value: HoldsFor(None)]
        """;

    [Fact]
    public void Two_thousand_mutants_end_in_diagnostics_at_their_places()
    {
        var random = new Random(20231117);
        const string Inks = "[]()\"=,:|#@ \n\0éM";
        var compilation = SourceUnderTest.Compile("internal static class C;");
        for (var i = 0; i < Mutants; i++)
        {
            var text = List.ToList();
            for (var n = random.Next(1, 5); n > 0; n--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(3))
                {
                    case 0:
                        text.RemoveRange(at, Math.Min(random.Next(1, 9), text.Count - at));
                        break;
                    case 1:
                        text.Insert(at, Inks[random.Next(Inks.Length)]);
                        break;
                    default:
                        text[at] = Inks[random.Next(Inks.Length)];
                        break;
                }
            }

            var list = new string([.. text]);
            var read = ContractList.Read([new SourceUnderTest.Additional("MappingContracts.txt", list)], compilation, default);
            Assert.All(read.Errors("MappingContracts.txt"), e => Assert.InRange(e.Place.SourceSpan.End, 0, list.Length));
        }
    }
}
