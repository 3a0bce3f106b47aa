using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Sections;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>A level's predicates and transitions become members of one type, so no two may have one name.</summary>
internal static class MemberNames
{
    public static void Check(Reporter reporter, LevelTable levels, NamedBlocks<Test> predicates, NamedBlocks<Transition> transitions)
    {
        foreach (int level in levels.Indices)
        {
            ILookup<string, YamlScalar> known = predicates.At(level).Select(item => item.Name).ToLookup(Key);
            foreach (YamlScalar transition in transitions.At(level).Select(item => item.Name))
            {
                if (known[Key(transition)].FirstOrDefault() is YamlScalar predicate)
                {
                    string what = $"At the {levels.Levels[level].Word} level the predicate and the transition";
                    reporter.Report(LevelDiagnostics.NamesCollide, transition.Span, what, predicate.Value, transition.Value);
                }
            }
        }
    }

    private static string Key(YamlScalar name) => name.Value.Replace("_", string.Empty);
}
