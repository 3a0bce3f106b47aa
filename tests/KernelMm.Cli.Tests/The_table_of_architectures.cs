using System.Globalization;
using KernelMm.Cli.Rendering;
using KernelMm.Contracts;
using KernelMm.PageTables;
using KernelMm.Testing;

namespace KernelMm.Cli.Tests;

/// <summary>The README's table is made of the architectures themselves, and of what the tests against emulators say they checked.</summary>
public sealed class The_table_of_architectures
{
    private const string Begin = "<!-- architectures";
    private const string End = "<!-- /architectures -->";

    private static readonly string ReadmePath = Path.Combine(Repository.Root, "README.md");
    private static readonly string CheckedBy = Path.Combine(Repository.Root, "tests/KernelMm.Mmu.Tests/checked-by.tsv");

    [Fact]
    public void In_the_readme_is_fresh()
    {
        string readme = File.ReadAllText(ReadmePath);
        int start = readme.IndexOf('\n', readme.IndexOf(Begin, StringComparison.Ordinal)) + 1;
        int end = readme.IndexOf(End, StringComparison.Ordinal);
        string expected = Table();
        if (Environment.GetEnvironmentVariable("KERNELMM_ACCEPT") == "1")
        {
            File.WriteAllText(ReadmePath, readme[..start] + expected + readme[end..]);
            return;
        }

        Assert.Equal(expected, readme[start..end]);
    }

    private static string Table()
    {
        Dictionary<string, string> emulators = Emulators();
        IEnumerable<string> rows = Architectures.All.Select(architecture => architecture.Layout).Select(layout =>
            $"| `{layout.Name}` | {Levels(layout)} | {Pages(layout)} | {layout.VirtualAddressBits} | {PhysicalBits(layout)} | {emulators.GetValueOrDefault(layout.Name, "-")} |\n");
        return "| name | levels | pages | virtual bits | physical bits | translations checked by |\n|---|---|---|---|---|---|\n" + string.Concat(rows);
    }

    private static string Levels(ArchitectureLayout layout) => layout.Root.DescriptionMask == 0
        ? layout.Levels.Count.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"2 to {layout.Levels.Count}, as the root says");

    // What hardware takes; in italics what Linux makes none of.
    private static string Pages(ArchitectureLayout layout) => string.Join(", ", layout.Levels.Where(level => level.HardwareLeaf).Reverse()
        .Select(level => level.LinuxLeaf ? ByteSize.OfShift(level.Shift) : $"*{ByteSize.OfShift(level.Shift)}*"));

    private static string PhysicalBits(ArchitectureLayout layout) => layout.PhysicalAddressBits.ToString(CultureInfo.InvariantCulture);

    // One line for each architecture: its name, the test, the emulator.
    private static Dictionary<string, string> Emulators() => !File.Exists(CheckedBy) ? [] : File.ReadLines(CheckedBy).Skip(1)
        .Select(line => line.Split('\t'))
        .ToDictionary(columns => columns[0], columns => columns[2]);
}
