using KernelMm.Testing;

namespace KernelMm.Mmu.Tests;

/// <summary>What has checked an architecture's translations: a row of <c>checked-by.tsv</c>.</summary>
/// <param name="Architecture">The level file's name.</param>
/// <param name="Test">The test's method, or a dash where nothing checks it.</param>
/// <param name="Emulator">The emulator's command, or a dash.</param>
/// <param name="Pages">The page sizes that accesses went through, as powers of two.</param>
/// <param name="Accesses">Which accesses were made, in which modes.</param>
/// <param name="Faults">What of a refused access was compared.</param>
/// <param name="Marks">Which bits that the MMU sets were compared with the tables' end.</param>
/// <param name="Addresses">At least how many different addresses.</param>
/// <param name="Note">What was not checked, and why.</param>
internal sealed record CheckedBy(
    string Architecture, string Test, string Emulator, string Pages, string Accesses, string Faults, string Marks, int Addresses, string Note)
{
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "tests", "KernelMm.Mmu.Tests", "checked-by.tsv");

    public static IReadOnlyList<CheckedBy> All { get; } = [.. File.ReadAllLines(Path).Skip(1).Select(Parse)];

    public static CheckedBy Of(string architecture) => All.Single(row => row.Architecture == architecture);

    private static CheckedBy Parse(string line)
    {
        string[] cells = line.Split('\t');
        return new(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], int.Parse(cells[7], System.Globalization.CultureInfo.InvariantCulture), cells[8]);
    }
}
