using System.Reflection;
using KernelMm.Testing;

namespace KernelMm.Mmu.Tests;

/// <summary>Holds <c>checked-by.tsv</c>, which other documents read too, to what the tests do.</summary>
public sealed class What_is_called_checked_is_checked
{
    [Fact]
    public void Every_architecture_has_a_row() =>
        Assert.Empty(PageTables.Architectures.All.Select(architecture => architecture.Layout.Name).Except(CheckedBy.All.Select(row => row.Architecture)));

    [Fact]
    public void Every_row_names_a_test_that_takes_its_architecture()
    {
        foreach (CheckedBy row in CheckedBy.All.Where(row => row.Test != "-"))
        {
            MethodInfo? test = typeof(Every_access_ends_as_on_the_emulator).GetMethod(row.Test);
            Assert.True(test is not null, $"{row.Architecture}: there is no test {row.Test}.");
            Assert.Contains(row.Architecture, test.GetCustomAttributes<InlineDataAttribute>().Select(data => (string)data.Data[0]!));
        }
    }

    [Fact]
    public void Every_test_has_a_row()
    {
        IEnumerable<(string, string)> tests = typeof(Every_access_ends_as_on_the_emulator).GetMethods()
            .SelectMany(test => test.GetCustomAttributes<InlineDataAttribute>().Select(data => ((string)data.Data[0]!, test.Name)));
        Assert.Empty(tests.Except(CheckedBy.All.Select(row => (row.Architecture, row.Test))));
    }

    [Fact]
    public void The_page_shows_the_rows()
    {
        string path = Path.Combine(Repository.Root, "tests", "KernelMm.Mmu.Tests", "README.md");
        string table = string.Join('\n', CheckedBy.All.Select(Line));
        string page = File.ReadAllText(path);
        Assert.True(page.Contains(table, StringComparison.Ordinal), $"The table of {path} should have these rows:\n{table}");
    }

    private static string Line(CheckedBy row) => row.Test == "-"
        ? $"| `{row.Architecture}` | nothing | | | | | | {row.Note} |"
        : $"| `{row.Architecture}` | {row.Emulator} | {row.Pages} | {row.Accesses} | {row.Faults} | {row.Marks} | {row.Addresses:n0} | {row.Note} |";
}
