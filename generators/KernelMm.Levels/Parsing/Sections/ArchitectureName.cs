using System.Text.RegularExpressions;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>The architecture's name, which is its file's, and the namespace that comes of it.</summary>
internal static class ArchitectureName
{
    private const int Longest = 64;

    private static readonly Regex FileName = new("^[a-z][a-z0-9]*(-[a-z0-9]+)*\\z", RegexOptions.CultureInvariant);
    private static readonly Regex Namespace = new("^[A-Z][A-Za-z0-9]*\\z", RegexOptions.CultureInvariant);

    // The generated code and the registry beside it could no longer name what has these names.
    private static readonly string[] Taken =
        ["System", "Microsoft", "KernelMm", "Architecture", "Architectures", "Pgd", "P4d", "Pud", "Pmd", "Pte", "Pfn", "Parameters", "Pgtable", "Pgprot", "Contracts"];

    public static bool IsUsable(string name) => name.Length <= Longest && FileName.IsMatch(name);

    public static string? ReadNamespace(MappingReader file, string name)
    {
        if (file["namespace"] is not YamlNode node)
        {
            return FromName(name);
        }

        if (Words.Read(file.Reporter, "namespace", node, "a namespace's last part, such as X64") is not YamlScalar scalar)
        {
            return null;
        }

        string? problem = Taken.Contains(scalar.Value) ? "the word is taken, so choose another"
            : scalar.Value.Length > Longest ? $"write at most {Longest} characters"
            : !Namespace.IsMatch(scalar.Value) ? "write one word of letters and digits, with a capital first, such as X64La57"
            : null;
        if (problem is not null)
        {
            file.Reporter.Report(LevelDiagnostics.BadName, scalar.Span, "The namespace", Printable.Shorten(scalar.Value), problem);
        }

        return scalar.Value;
    }

    /// <summary><c>arm64-4k-va48</c> becomes <c>Arm644KVa48</c>: a capital at each start and behind a leading digit.</summary>
    private static string FromName(string name) => string.Concat(name.Split('-').Select(Capitalise));

    private static string Capitalise(string word)
    {
        int first = 0;
        while (first < word.Length - 1 && char.IsDigit(word[first]))
        {
            first++;
        }

        return word.Substring(0, first) + char.ToUpperInvariant(word[first]) + word.Substring(first + 1);
    }
}
