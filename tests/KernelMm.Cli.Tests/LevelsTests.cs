using System.Text;
using KernelMm.Testing;

namespace KernelMm.Cli.Tests;

/// <summary>What <c>levels</c> shows of layouts, and what it says of wrong level files.</summary>
public sealed class LevelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_argument_all_architectures_are_listed()
    {
        Outcome outcome = Tool.Run("levels");

        Assert.Equal(0, outcome.ExitCode);
        Assert.All(["riscv-sv39", "x64 ", "x64-la57"], name => Assert.Contains(name, outcome.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x64")]
    [InlineData("riscv-sv39")]
    [InlineData("riscv-sv32")]
    [InlineData("arm64-4k-va52")]
    [InlineData("x86-pae")]
    public void The_layout_is_as_verified(string architecture) => Assert.Empty(Snapshots.Of("KernelMm.Cli.Tests").Compare(
        $"{nameof(LevelsTests)}.{nameof(The_layout_is_as_verified)}_{architecture}",
        new Dictionary<string, string> { ["levels.txt"] = Tool.Run("levels", architecture).Output }));

    [Theory]
    [InlineData("arm64-64k-va52")]
    [InlineData("riscv-sv32")]
    [InlineData("riscv-sv39")]
    [InlineData("x64")]
    [InlineData("x64-la57")]
    [InlineData("x86")]
    [InlineData("x86-pae")]
    public void A_level_file_shows_what_its_generated_code_shows(string architecture)
    {
        Outcome file = Tool.Run("levels", Data.LevelFileOf(architecture));

        Assert.Equal(0, file.ExitCode);
        Assert.Equal(Tool.Run("levels", architecture).Output, file.Output);
    }

    [Fact]
    public void A_mistake_is_reported_at_its_place()
    {
        string text = File.ReadAllText(Data.LevelFileOf("x64")).Replace("page_shift:", "page_shfit:", StringComparison.Ordinal);
        string path = _folder.Write("x64.levels.yaml", Encoding.UTF8.GetBytes(text));
        int line = text.Split('\n').TakeWhile(content => !content.StartsWith("page_shfit", StringComparison.Ordinal)).Count() + 1;

        Outcome outcome = Tool.Run("levels", path);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains($"{path}({line},1): error KML", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("page_shift", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_yaml() => HasError("a: 1\nb", "(2,1): error KML");

    [Fact]
    public void An_empty_file() => HasError(string.Empty, "(1,1): error KML");

    [Fact]
    public void A_file_larger_than_a_level_file_can_be() => HasError(new string(' ', (1 << 20) + 1), "error KML");

    [Fact]
    public void A_file_that_does_not_exist() => Tool.Run("levels", _folder.At("a.yaml")).IsSentence(2, "There is no file");

    [Fact]
    public void A_directory() => Tool.Run("levels", _folder.Path).IsSentence(2, "is a directory");

    private void HasError(string text, string error)
    {
        string path = _folder.Write("a.levels.yaml", Encoding.UTF8.GetBytes(text));
        Outcome outcome = Tool.Run("levels", path);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains(error, outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith(path, outcome.Error, StringComparison.Ordinal);
    }
}
