using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Sections;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>The names of all levels, read from top to bottom, are Linux's five, and they make at least two levels.</summary>
internal static class LevelOrder
{
    public static bool Check(Reporter reporter, IReadOnlyList<LevelDeclaration> levels, LevelFileSpan section)
    {
        LevelName expected = LevelName.Pgd;
        bool ended = false;
        foreach ((LevelName name, LevelFileSpan span) in levels.SelectMany(level => level.Names.Zip(level.NameSpans, (name, span) => (name, span))))
        {
            if (ended || name != expected)
            {
                string wanted = ended ? "the end of the list" : $"`{LevelWords.Of(expected)}`";
                reporter.Report(LevelDiagnostics.LevelsOutOfOrder, span, $"`{LevelWords.Of(name)}`", wanted);
                return false;
            }

            ended = expected == LevelName.Pte;
            expected--;
        }

        if (!ended)
        {
            reporter.Report(LevelDiagnostics.LevelsOutOfOrder, levels[levels.Count - 1].Span, "The end of the list", $"`{LevelWords.Of(expected)}`");
            return false;
        }

        if (levels.Count == 1)
        {
            reporter.Report(LevelDiagnostics.LevelsOutOfOrder, section, "The end of the list", "a second level");
            return false;
        }

        return true;
    }
}
