using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>The swap types above those of swap files.</summary>
internal static class SwapTypes
{
    private static readonly Dictionary<string, SwapContent> ContentWords = new(StringComparer.Ordinal)
    {
        ["pfn"] = SwapContent.Pfn,
        ["marker"] = SwapContent.Marker,
        ["nothing"] = SwapContent.Nothing,
    };

    public static SwapTypeGroup[] Read(MappingReader swap, ParameterTable parameters, int typeCount)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var collisions = new NameCollisions(swap.Reporter, "The swap types");
        var groups = new List<SwapTypeGroup>();
        foreach (YamlNode item in swap.List("types") ?? [])
        {
            if (MappingReader.Open(swap.Reporter, "types", item, LevelFileKeys.SwapType) is not MappingReader group)
            {
                continue;
            }

            string? when = parameters.ResolveSwitch("when", group["when"]);
            SwapContent? content = Words.ReadChoice(swap.Reporter, "holds", group["holds"], ContentWords);
            string[] own = ReadNames(group, names, collisions);
            if (own.Length > 0 && content is SwapContent holds)
            {
                groups.Add(new SwapTypeGroup(own.ToEquatableArray(), when, holds));
            }
        }

        if (names.Count >= typeCount)
        {
            swap.Reporter.Report(LevelDiagnostics.TooMany, swap["types"]!.Span, "`types`", typeCount - 1, "names, as one type must be left for swap files");
        }

        return groups.ToArray();
    }

    private static string[] ReadNames(MappingReader group, HashSet<string> all, NameCollisions collisions)
    {
        var own = new List<string>();
        foreach (YamlNode item in group.List("names") ?? [])
        {
            if (Names.Read(group.Reporter, "a swap type", item) is not YamlScalar name)
            {
                continue;
            }

            if (!all.Add(name.Value))
            {
                group.Reporter.Report(LevelDiagnostics.DuplicateName, name.Span, "a swap type called", name.Value, "rename one of the two");
                continue;
            }

            collisions.Add(name);
            own.Add(name.Value);
        }

        return own.ToArray();
    }
}
