using KernelMm.Testing;

namespace KernelMm.Generators.Tests.Golden;

/// <summary>The golden files' own tests: a comparison that cannot fail would be worth nothing.</summary>
public sealed class SnapshotsTests : IDisposable
{
    private const string Verified = "T.M#X.g.verified.cs";
    private const string Received = "T.M#X.g.received.cs";

    private readonly string _folder = Directory.CreateTempSubdirectory("snapshots").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_new_is_a_difference_and_lies_beside_as_received()
    {
        Assert.Equal([Verified], Compare("text\n"));
        Assert.Equal("//HintName: X.g.cs\ntext\n", Read(Received));
        Assert.False(File.Exists(Path.Combine(_folder, Verified)));
    }

    [Fact]
    public void What_is_as_verified_is_no_difference_and_the_received_file_goes()
    {
        Write(Verified, "//HintName: X.g.cs\ntext\n");
        Compare("other\n");

        Assert.Equal([], Compare("text\n"));
        Assert.False(File.Exists(Path.Combine(_folder, Received)));
    }

    [Fact]
    public void What_changed_by_one_letter_is_a_difference()
    {
        Write(Verified, "//HintName: X.g.cs\ntext\n");

        Assert.Equal([Verified], Compare("texT\n"));
    }

    [Fact]
    public void A_file_that_nothing_is_emitted_for_any_more_is_a_difference()
    {
        Write(Verified, "//HintName: X.g.cs\ntext\n");
        Write("T.M#Y.g.verified.cs", "//HintName: Y.g.cs\ntext\n");
        Write("T.M_other=1#Y.g.verified.cs", "another test's");

        Assert.Equal(["T.M#Y.g.verified.cs"], Compare("text\n"));
    }

    [Fact]
    public void Accepting_writes_and_deletes_and_then_nothing_differs()
    {
        Write("T.M#Y.g.verified.cs", "stale");

        Assert.Equal([], Compare("new\n", accept: true));
        Assert.Equal([Verified], Directory.GetFiles(_folder).Select(Path.GetFileName));
        Assert.Equal([], Compare("new\n"));
    }

    [Fact]
    public void Line_ends_and_the_generator_s_version_do_not_count()
    {
        Compare("[GeneratedCode(\"KernelMm.Generators\", \"1.2.3\")]\r\n", accept: true);

        Assert.Equal("//HintName: X.g.cs\n[GeneratedCode(\"KernelMm.Generators\", \"{Scrubbed}\")]\n", Read(Verified));
        Assert.Equal([], Compare("[GeneratedCode(\"KernelMm.Generators\", \"4.5.6-beta\")]\n"));
    }

    private IReadOnlyList<string> Compare(string text, bool accept = false) =>
        new Snapshots(_folder, accept).Compare("T.M", new Dictionary<string, string> { ["X.g.cs"] = text });

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder, name));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
