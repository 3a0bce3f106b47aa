using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>The declared levels, by which all other sections name theirs.</summary>
internal sealed class LevelTable
{
    private readonly Reporter _reporter;

    private LevelTable(Reporter reporter, LevelDeclaration[] levels)
    {
        _reporter = reporter;
        Levels = levels;
    }

    /// <summary>Highest first.</summary>
    public IReadOnlyList<LevelDeclaration> Levels { get; }

    public int Lowest => Levels.Count - 1;

    public IEnumerable<int> Indices => Enumerable.Range(0, Levels.Count);

    /// <summary>Reads <c>levels</c>; null where the levels' names are unusable, as nothing else can be said then.</summary>
    public static LevelTable? Read(MappingReader file, ParameterTable parameters, int entryBits)
    {
        if (file.List("levels") is not IReadOnlyList<YamlNode> items)
        {
            return null;
        }

        LevelDeclaration?[] levels = items.Select(item => LevelDeclaration.Read(file.Reporter, item, parameters, entryBits)).ToArray();
        if (levels.Any(level => level is null))
        {
            return null;
        }

        LevelDeclaration[] known = levels.Select(level => level!).ToArray();
        return LevelOrder.Check(file.Reporter, known, file["levels"]!.Span) ? new LevelTable(file.Reporter, known) : null;
    }

    /// <summary>The levels that a list names, by their index; all of them where there is no list.</summary>
    public IReadOnlyList<int> ResolveOrAll(YamlNode? list) => list is null ? Indices.ToArray() : Resolve(list);

    /// <summary>The levels that a list names, by their index. What it names in vain has been reported.</summary>
    public IReadOnlyList<int> Resolve(YamlNode? list)
    {
        var found = new List<int>();
        foreach (YamlNode item in Lists.Read(_reporter, "levels", list) ?? [])
        {
            if (Find(item) is not int index)
            {
                continue;
            }

            if (found.Contains(index))
            {
                _reporter.Report(LevelDiagnostics.DuplicateName, item.Span, "a level in this list called", Levels[index].Word, "take one of the two out");
            }
            else
            {
                found.Add(index);
            }
        }

        return found;
    }

    private int? Find(YamlNode item)
    {
        if (LevelWords.Read(_reporter, item) is not LevelName name)
        {
            return null;
        }

        int index = Levels.Count - 1;
        while (!Levels[index].Names.Contains(name))
        {
            index--;
        }

        if (Levels[index].Owner == name)
        {
            return index;
        }

        _reporter.Report(LevelDiagnostics.UnknownLevel, item.Span, LevelWords.Of(name), $"it is folded into `{Levels[index].Word}`, so write `{Levels[index].Word}`");
        return null;
    }
}
