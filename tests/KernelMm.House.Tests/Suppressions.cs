using System.Text.RegularExpressions;
using KernelMm.Testing;

namespace KernelMm.House.Tests;

/// <summary>Where our own rules are silenced in what we ship. Each such place has its reason beside it, and stands here.</summary>
public sealed partial class Suppressions
{
    [Fact]
    public void Our_own_rules_are_silenced_only_where_a_bug_is_shown_on_purpose()
    {
        string[] found = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .SelectMany(path => Silenced().Matches(File.ReadAllText(path))
                .Select(match => $"{Path.GetFileName(path)}: {match.Groups["id"].Value}"))
            .Order(StringComparer.Ordinal)];

        Assert.Equal(["LateReader.cs: KMM0008", "MapFailure.cs: KMM0001"], found);
    }

    [GeneratedRegex(@"(SuppressMessage\(""[^""]*"", ""|#pragma warning disable .*)(?<id>KMM\d{4})")]
    private static partial Regex Silenced();
}
