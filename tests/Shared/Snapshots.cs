using System.Text.RegularExpressions;

namespace KernelMm.Testing;

/// <summary>
/// Compares texts with files, by Verify's conventions on disk, so that Verify can take over where it is to be had.
/// </summary>
/// <param name="folder">The folder of the files.</param>
/// <param name="accept">Whether what differs is taken over instead of failing.</param>
internal sealed class Snapshots(string folder, bool accept)
{
    // A version that a generated file names would make every release a change of every golden file.
    private static readonly Regex Version = new("(?<=\"KernelMm\\.Generators\", \")[0-9][^\"]*(?=\")");

    /// <summary>The folder of a test project; differences are accepted where KERNELMM_ACCEPT is 1.</summary>
    /// <param name="project">The project's name.</param>
    public static Snapshots Of(string project) => new(
        Path.Combine(Repository.Root, "tests", project, "_snapshots"), Environment.GetEnvironmentVariable("KERNELMM_ACCEPT") == "1");

    /// <summary>Compares all that one test emitted, and that there are no files for what it no longer emits.</summary>
    /// <param name="test">Class, method and parameters: <c>GoldenTests.Output_arch=x64</c>.</param>
    /// <param name="texts">Each text with its hint name.</param>
    /// <returns>What differs, by file name; nothing where all is as verified.</returns>
    public IReadOnlyList<string> Compare(string test, IReadOnlyDictionary<string, string> texts)
    {
        Directory.CreateDirectory(folder);
        Dictionary<string, string> expected = texts.ToDictionary(pair => FileName(test, pair.Key), pair => Scrub(pair.Key, pair.Value), StringComparer.Ordinal);
        List<string> differences = expected.Where(pair => Differs(pair.Key, pair.Value)).Select(pair => pair.Key).ToList();
        foreach (string stale in Directory.GetFiles(folder, $"{test}#*.verified.*").Where(path => !expected.ContainsKey(Path.GetFileName(path))))
        {
            if (accept)
            {
                File.Delete(stale);
            }
            else
            {
                differences.Add(Path.GetFileName(stale));
            }
        }

        return differences;
    }

    private bool Differs(string name, string text)
    {
        string verified = Path.Combine(folder, name);
        string received = Path.Combine(folder, name.Replace(".verified.", ".received.", StringComparison.Ordinal));
        File.Delete(received);
        if (File.Exists(verified) && File.ReadAllText(verified) == text)
        {
            return false;
        }

        File.WriteAllText(accept ? verified : received, text);
        return !accept;
    }

    private static string FileName(string test, string hint) => $"{test}#{Path.GetFileNameWithoutExtension(hint)}.verified{Path.GetExtension(hint)}";

    private static string Scrub(string hint, string text) =>
        $"//HintName: {hint}\n" + Version.Replace(text.Replace("\r\n", "\n", StringComparison.Ordinal), "{Scrubbed}");
}
