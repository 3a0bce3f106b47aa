using System.Globalization;
using System.Text.RegularExpressions;
using KernelMm.Generators.Tests.Driving;
using KernelMm.Levels.Parsing;
using Microsoft.CodeAnalysis;

namespace KernelMm.Generators.Tests;

public class DiagnosticTests
{
    private static readonly LevelFile X64 = LevelFile.Shipped("x64");

    [Fact]
    public void A_mistake_is_an_error_at_its_line_and_column()
    {
        Diagnostic diagnostic = Assert.Single(Run.First(X64.With("entry_bits: 64", "entry_bits: 128")).Diagnostics);

        Assert.Equal(
            "levels/x64.levels.yaml(7,13): error KML0014: `entry_bits` is 128: write a number from 16 to 64",
            diagnostic.ToString());
        Assert.Equal("(6,12)-(6,15)", diagnostic.Location.GetLineSpan().Span.ToString());
    }

    [Fact]
    public void A_broken_file_takes_no_other_with_it()
    {
        Run run = Run.First(LevelFile.Shipped("riscv-sv39"), X64.With("entry_bits: 64", "entry_bits: 128"));

        Assert.Single(run.Diagnostics);
        Assert.Contains(run.Texts.Keys, hint => hint.StartsWith("RiscvSv39.", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Texts.Keys, hint => hint.StartsWith("X64.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_beyond_a_mebibyte_is_refused()
    {
        Diagnostic diagnostic = Assert.Single(Run.First(new LevelFile("big.levels.yaml", new string('#', (1 << 20) + 1))).Diagnostics);

        Assert.StartsWith("big.levels.yaml(1,1): error KML0001: The file has 1048577 bytes", diagnostic.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_of_one_name_are_told_which_came_first()
    {
        Run run = Run.First(new LevelFile("b/x64.levels.yaml", X64.Text), new LevelFile("a/x64.levels.yaml", X64.Text));

        Assert.Equal(
            "b/x64.levels.yaml(1,1): error KML0034: x64.levels.yaml has the name `x64` already: rename one of the two files",
            Assert.Single(run.Diagnostics).ToString());
        Assert.NotEmpty(run.Texts);
    }

    [Fact]
    public void Two_files_whose_namespaces_differ_in_case_alone_are_refused()
    {
        LevelFile other = new("other.levels.yaml", X64.With("namespace: X64", "namespace: X64a").Text);

        Run run = Run.First(other, new LevelFile("zother.levels.yaml", X64.With("namespace: X64", "namespace: X64A").Text));

        // Their files' names would be one on some machines.
        Assert.Equal(
            "zother.levels.yaml(1,1): error KML0034: other.levels.yaml has the namespace `X64a` already: write another `namespace:` here",
            Assert.Single(run.Diagnostics).ToString());
        Assert.Empty(Run.First(other, X64).Diagnostics);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("- a\n-b: [")]
    public void A_file_of_anything_is_a_diagnostic_and_no_exception(string text)
    {
        Run run = Run.First(new LevelFile("any.levels.yaml", text));

        Assert.Null(run.Result.Exception);
        Assert.NotEmpty(run.Diagnostics);
        Assert.Empty(run.Texts);
    }

    [Fact]
    public void Every_mistake_is_in_the_release_tracking_with_its_title()
    {
        string tracked = string.Concat(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "releases")).Select(File.ReadAllText));
        IEnumerable<string> rows = Regex.Matches(tracked, "^KML.*$", RegexOptions.Multiline).Select(match => match.Value);

        Assert.Equal(
            LevelDiagnostics.All.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Id} | LevelFile | Error | {kind.Title}")),
            rows.Order(StringComparer.Ordinal));
    }
}
