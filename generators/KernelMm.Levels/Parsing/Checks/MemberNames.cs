using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Sections;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>A level's predicates and transitions become members of one type, so no two may have one name.</summary>
internal static class MemberNames
{
    public static void Check(MappingReader file, LevelTable levels, EquatableArray<Predicate>[] predicates, EquatableArray<Transition>[] transitions)
    {
        foreach (int level in levels.Indices)
        {
            foreach (Transition transition in transitions[level])
            {
                Predicate? same = predicates[level].FirstOrDefault(predicate => Key(predicate.Name) == Key(transition.Name));
                if (same is not null)
                {
                    string what = $"At the {levels.Levels[level].Word} level the predicate and the transition";
                    LevelFileSpan span = file.Entries.First(entry => entry.Key.Value == "transitions").Key.Span;
                    file.Reporter.Report(LevelDiagnostics.NamesCollide, span, what, same.Name, transition.Name);
                }
            }
        }
    }

    private static string Key(string name) => name.Replace("_", string.Empty);
}
