using KernelMm.Levels.Emit;
using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing;

namespace KernelMm.Cli.Tests;

/// <summary>What <c>generate</c> writes, and that it writes all or nothing.</summary>
public sealed class GenerateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_writes_what_the_generator_emits_and_nothing_else()
    {
        string level = Data.LevelFileOf("x64");
        Architecture model = LevelFileParser.Parse("x64", File.ReadAllText(level)).Architecture!;
        EmittedFile[] expected =
        [
            .. ArchitectureEmitter.Emit(model, "My.Tables"),
            RegistryEmitter.Emit(EquatableArray.Of(new RegistryEntry("x64", model.Namespace)), "My.Tables"),
        ];

        Outcome outcome = Tool.Run("generate", level, "--output", _folder.At("out/deep"), "--namespace", "My.Tables");

        Assert.Equal((0, string.Empty, string.Empty), (outcome.ExitCode, outcome.Output, outcome.Error));
        Assert.True(expected.Length > 5);
        Assert.Equal(expected.Select(file => file.HintName).Order(), Entries(_folder.At("out/deep")));
        Assert.All(expected, file => Assert.Equal(file.Text, File.ReadAllText(_folder.At($"out/deep/{file.HintName}"))));
    }

    [Fact]
    public void Files_that_are_there_already_are_replaced_and_others_left_alone()
    {
        _folder.Write("X64.Pgtable.g.cs", [1]);
        _folder.Write("mine.cs", [2]);

        Assert.Equal(0, Tool.Run("generate", Data.LevelFileOf("x64"), "--output", _folder.Path).ExitCode);
        Assert.NotEqual([1], File.ReadAllBytes(_folder.At("X64.Pgtable.g.cs")));
        Assert.Equal([2], File.ReadAllBytes(_folder.At("mine.cs")));
    }

    [Fact]
    public void A_wrong_level_file_leaves_no_directory_behind()
    {
        string level = _folder.Write("bad.levels.yaml", "page_shift: x"u8.ToArray());

        Outcome outcome = Tool.Run("generate", level, "--output", _folder.At("out"));

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith($"{level}(", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.At("out")));
    }

    [Fact]
    public void A_directory_in_a_files_place_is_a_sentence_and_leaves_no_rubbish()
    {
        Directory.CreateDirectory(_folder.At("X64.Pgtable.g.cs"));

        Tool.Run("generate", Data.LevelFileOf("x64"), "--output", _folder.Path).IsSentence(2, "cannot be written");
        Assert.DoesNotContain(Entries(_folder.Path), name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_in_the_directorys_place_is_refused() =>
        Tool.Run("generate", Data.LevelFileOf("x64"), "--output", _folder.Write("file", [1])).IsSentence(2, "is a file");

    [Theory]
    [InlineData("My Tables")]
    [InlineData("")]
    [InlineData("A..B")]
    [InlineData("1A")]
    public void A_namespace_that_is_none_is_refused(string name) =>
        Tool.Run("generate", Data.LevelFileOf("x64"), "--output", _folder.Path, "--namespace", name).IsSentence(2, "is not a namespace");

    private static IEnumerable<string> Entries(string directory) =>
        Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)).Order();
}
