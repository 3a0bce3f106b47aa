using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>What Linux asks of the entries of each level.</summary>
internal static class PredicateSection
{
    private static readonly string[] FalseUnlessSaid = ["leaf", "bad"];

    /// <summary>What the file says.</summary>
    public static NamedBlocks<Test> Read(MappingReader file, LevelTable levels, TestReader tests)
    {
        var predicates = new NamedBlocks<Test>(file.Reporter, levels, "predicate");
        predicates.Read("predicates", file["predicates"], LevelFileKeys.PredicateBlock, tests.Read);
        return predicates;
    }

    /// <summary>The predicates of every level, in the order of the levels.</summary>
    public static EquatableArray<Predicate>[] Complete(MappingReader file, LevelTable levels, NamedBlocks<Test> predicates) =>
        levels.Indices.Select(level => CompleteOne(file, levels, level, predicates)).ToArray();

    private static EquatableArray<Predicate> CompleteOne(MappingReader file, LevelTable levels, int level, NamedBlocks<Test> predicates)
    {
        List<Predicate> found = predicates.At(level).Select(item => new Predicate(item.Name.Value, item.Value)).ToList();
        LevelFileSpan span = file.Entries.FirstOrDefault(entry => entry.Key.Value == "predicates")?.Key.Span ?? file.Span;
        RequiredPredicates.Check(file.Reporter, levels.Levels[level].Word, predicates.NamesAt(level), span);
        if (level != levels.Lowest)
        {
            foreach (string name in FalseUnlessSaid.Where(name => !predicates.NamesAt(level).Contains(name)))
            {
                found.Add(new Predicate(name, new ConstantTest(false)));
            }
        }

        return found.ToEquatableArray();
    }
}
