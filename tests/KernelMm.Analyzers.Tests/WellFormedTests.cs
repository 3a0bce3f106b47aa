namespace KernelMm.Analyzers.Tests;

/// <summary>The shapes that Linux's own code has and that no rule may accuse, one file each in <c>WellFormed/</c>.</summary>
public sealed class WellFormedTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "WellFormed");

    public static TheoryData<string> Shapes => [.. Directory.EnumerateFiles(Folder, "*.cs").Select(f => Path.GetFileName(f)).Order()];

    [Theory]
    [MemberData(nameof(Shapes))]
    public Task Is_accepted_silently(string shape) => Verify.Silent(File.ReadAllText(Path.Combine(Folder, shape)));

    [Fact]
    public void All_ten_shapes_are_there() => Assert.Equal(
        Enumerable.Range(1, 10).Select(n => n.ToString("00", System.Globalization.CultureInfo.InvariantCulture)),
        Shapes.Select(s => s.Data[..2]).Where(n => string.CompareOrdinal(n, "10") <= 0).Distinct());
}
