using System.Text.RegularExpressions;
using KernelMm.Analyzers.Contracts;

namespace KernelMm.Analyzers.Lists;

/// <summary>Reads one sentence of a list: an attribute's name, and its arguments where it has some.</summary>
internal static class SentenceParser
{
    private static readonly Regex Sentence = new(@"^(?<name>\w+)\s*(\((?<arguments>.*)\))?$", RegexOptions.CultureInvariant);
    private static readonly Regex Named = new(@"^(?<name>\w+)\s*=\s*(?<value>\w+)$", RegexOptions.CultureInvariant);

    // By name: what its one argument is, and which properties it has. A space parts them.
    private static readonly Dictionary<string, (Kind Argument, string Properties)> Known = new()
    {
        ["ReturnsMapped"] = (Kind.None, "MaySleepWhileMapped"),
        ["MayFail"] = (Kind.None, ""),
        ["Consumes"] = (Kind.None, "AllowsNull"),
        ["NeedsMapped"] = (Kind.None, "Writes"),
        ["Snapshot"] = (Kind.None, ""),
        ["LiveSlot"] = (Kind.None, "Writes"),
        ["MappingLock"] = (Kind.None, "Held"),
        ["Locks"] = (Kind.None, ""),
        ["Unlocks"] = (Kind.None, ""),
        ["MaySleep"] = (Kind.None, ""),
        ["DerivesLock"] = (Kind.None, ""),
        ["RetiredHelper"] = (Kind.None, ""),
        ["PopulatesSlot"] = (Kind.None, ""),
        ["Validates"] = (Kind.None, "OnlyIfNotNone"),
        ["NeedsHeld"] = (Kind.Text, ""),
        ["Acquires"] = (Kind.Text, ""),
        ["Releases"] = (Kind.Text, ""),
        ["NamesLock"] = (Kind.Text, ""),
        ["ReadsSlot"] = (Kind.None, "NeedsLock"),
        ["Detaches"] = (Kind.None, ""),
        ["DetachStep"] = (Kind.Step, ""),
        ["HoldsFor"] = (Kind.States, ""),
        ["FreesTable"] = (Kind.None, ""),
        ["ProtectsSlot"] = (Kind.None, ""),
        ["RetriesWhenNull"] = (Kind.None, ""),
        ["MayExceedTable"] = (Kind.None, ""),
        ["NotNull"] = (Kind.None, ""),
        ["NotNullWhen"] = (Kind.Truth, ""),
        ["DoesNotReturnIf"] = (Kind.Truth, ""),
        ["DoesNotReturn"] = (Kind.None, ""),
        ["Pure"] = (Kind.None, ""),
    };

    private static readonly string[] Steps = ["FlushTlb", "Synchronize", "Uncount", "FreeByRcu"];
    private static readonly string[] States = ["None", "Table", "Huge", "Devmap", "Migration", "Bad"];

    private enum Kind
    {
        None,
        Text,
        Truth,
        Step,
        States,
    }

    /// <summary>The sentences of a line, parted by commas that stand in no brackets or quotes, each with where it begins.</summary>
    public static IEnumerable<(int Start, string Sentence)> Split(string said)
    {
        var (start, depth, quoted) = (0, 0, false);
        for (var i = 0; i <= said.Length; i++)
        {
            if (i == said.Length || (said[i] == ',' && depth == 0 && !quoted))
            {
                var part = said.Substring(start, i - start);
                var skipped = part.Length - part.TrimStart().Length;
                yield return (start + skipped, part.Trim());
                start = i + 1;
            }
            else if (said[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted)
            {
                depth += said[i] == '(' ? 1 : said[i] == ')' ? -1 : 0;
            }
        }
    }

    public static (Statement? Statement, string? Error) Parse(string sentence)
    {
        if (Sentence.Match(sentence) is not { Success: true } parts || !Known.TryGetValue(parts.Groups["name"].Value, out var known))
        {
            return (null, $"'{sentence}' is no contract. The contracts are {string.Join(", ", Known.Keys.OrderBy(k => k, StringComparer.Ordinal))}.");
        }

        var name = parts.Groups["name"].Value;
        object? argument = null;
        var set = new List<string>();
        foreach (var (_, given) in parts.Groups["arguments"].Value.Trim() is { Length: > 0 } arguments ? Split(arguments) : [])
        {
            if (Named.Match(given) is { Success: true } named)
            {
                if (!known.Properties.Split(' ').Contains(named.Groups["name"].Value) || named.Groups["value"].Value is not ("true" or "false"))
                {
                    return (null, $"'{name}' has no property that could be set by '{given}'{Has(known.Properties)}.");
                }

                if (named.Groups["value"].Value == "true")
                {
                    set.Add(named.Groups["name"].Value);
                }
            }
            else if (argument is null && Read(known.Argument, given) is { } read)
            {
                argument = read;
            }
            else
            {
                return (null, $"'{given}' is no argument of '{name}': {Wanted(known.Argument)}.");
            }
        }

        return known.Argument != Kind.None && argument is null
            ? (null, $"'{name}' needs an argument: {Wanted(known.Argument)}.")
            : (new Statement(name, argument, set), null);
    }

    private static object? Read(Kind kind, string given) => kind switch
    {
        Kind.Text when given.Length > 2 && given[0] == '"' && given[given.Length - 1] == '"' => given.Substring(1, given.Length - 2),
        Kind.Truth => given switch { "true" => true, "false" => false, _ => null },
        Kind.Step => Array.IndexOf(Steps, given) is var step and >= 0 ? step : null,
        Kind.States => ReadStates(given),
        _ => null,
    };

    private static int? ReadStates(string given)
    {
        var states = 0;
        foreach (var name in given.Split('|'))
        {
            if (Array.IndexOf(States, name.Trim()) is not (var state and >= 0))
            {
                return null;
            }

            states |= 1 << state;
        }

        return states;
    }

    private static string Has(string properties) => properties.Length == 0 ? "" : $"; it has {properties}, true or false";

    private static string Wanted(Kind kind) => kind switch
    {
        Kind.Text => "the name of a resource in quotes, as in \"mmap_lock\"",
        Kind.Truth => "true or false",
        Kind.Step => "one of " + string.Join(", ", Steps),
        Kind.States => "some of " + string.Join(", ", States) + ", parted by |",
        _ => "it has none",
    };
}
