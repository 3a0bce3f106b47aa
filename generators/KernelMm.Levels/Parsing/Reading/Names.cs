using System.Text.RegularExpressions;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Reading;

/// <summary>Names that become identifiers.</summary>
internal static class Names
{
    private const int Longest = 48;

    // Linear: each alternative starts with another character.
    private static readonly Regex Snake = new("^[a-z][a-z0-9]*(_[a-z0-9]+)*\\z", RegexOptions.CultureInvariant);
    private static readonly Regex Identifier = new("^_*[A-Za-z][A-Za-z0-9_]*\\z", RegexOptions.CultureInvariant);

    // These are tests.
    private static readonly string[] TestWords = ["zero", "true", "false"];

    // What the generated types have anyway, and the types' own names.
    private static readonly string[] MemberWords =
    [
        "equals", "get_hash_code", "get_type", "to_string", "memberwise_clone", "finalize", "reference_equals", "equality_contract",
        "print_members", "deconstruct", "clone", "value", "kind", "default", "from", "parameters", "predicate_bits", "pgprot", "pgtable",
        "pfn", "page", "leaf_address", "table_address", "leaf_address_when", "table_address_when", "linux_table_address", "memory", "from_memory", "pfn_bits", "offset_pfn", "entry_to_pud", "entry_to_pmd", "entry_to_pte", "pgd", "p4d", "pud", "pmd", "pte", "levels",
    ];

    /// <summary>A name in the file's own spelling: <c>soft_dirty</c>.</summary>
    /// <param name="reporter">Takes what is wrong.</param>
    /// <param name="what">What is named, for a sentence.</param>
    /// <param name="node">The name.</param>
    /// <param name="isMember">Whether it becomes a member of a generated type.</param>
    public static YamlScalar? Read(Reporter reporter, string what, YamlNode? node, bool isMember = true)
    {
        if (Words.Read(reporter, what, node, "a name in lower-case letters") is not YamlScalar scalar)
        {
            return null;
        }

        string? problem = scalar.Value.Length > Longest ? $"write at most {Longest} characters"
            : TestWords.Contains(scalar.Value) || (isMember && IsMemberWord(scalar.Value)) ? "the word is taken, so choose another"
            : !Snake.IsMatch(scalar.Value) ? "write lower-case letters, digits and single underscores, from a letter on"
            : null;
        return Accept(reporter, what, scalar, problem);
    }

    /// <summary>A name in C's spelling: <c>_PAGE_RW</c>, <c>CR3</c>.</summary>
    public static YamlScalar? ReadIdentifier(Reporter reporter, string what, YamlNode? node)
    {
        if (Words.Read(reporter, what, node, "a name of letters, digits and underscores") is not YamlScalar scalar)
        {
            return null;
        }

        string? problem = scalar.Value.Length > Longest ? $"write at most {Longest} characters"
            : !Identifier.IsMatch(scalar.Value) ? "write letters, digits and underscores, and a letter before any digit"
            : null;
        return Accept(reporter, what, scalar, problem);
    }

    private static bool IsMemberWord(string name) =>
        MemberWords.Any(word => word.Replace("_", string.Empty) == name.Replace("_", string.Empty))
        || name.StartsWith("as_", StringComparison.Ordinal)
        || name.EndsWith("_when", StringComparison.Ordinal);

    private static YamlScalar? Accept(Reporter reporter, string what, YamlScalar scalar, string? problem)
    {
        if (problem is null)
        {
            return scalar;
        }

        reporter.Report(LevelDiagnostics.BadName, scalar.Span, char.ToUpperInvariant(what[0]) + what.Substring(1), Printable.Shorten(scalar.Value), problem);
        return null;
    }
}
