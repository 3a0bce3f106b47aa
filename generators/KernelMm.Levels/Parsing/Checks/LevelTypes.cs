using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Sections;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>Where the root says at which level a walk starts, every table level has a type of its own, falling from level to level; and only the highest may be absent.</summary>
internal static class LevelTypes
{
    public static void Check(MappingReader file, Root? root, LevelTable levels)
    {
        CheckWhen(file.Reporter, levels);
        LevelDeclaration[] tables = levels.Levels.Take(levels.Lowest).ToArray();
        if (root?.Type is not { } type)
        {
            foreach (LevelDeclaration level in levels.Levels.Where(level => level.Type is not null && root is not null))
            {
                Report(file.Reporter, level, "has a `type`, and the root says none", "write `type` into `root`, or take it out here");
                return;
            }

            return;
        }

        if (levels.Levels[levels.Lowest] is { Type: not null } lowest)
        {
            Report(file.Reporter, lowest, "is the lowest and has a `type`", "take it out, as no walk starts there");
        }

        int above = 1 << (type.High - type.Low + 1);
        foreach (LevelDeclaration level in tables)
        {
            if (level.Type is null || level.TypeValue >= above || level.When is not null)
            {
                Report(file.Reporter, level, "needs a `type` below that of the level above, for the root says which level is the top", $"give it one below {above}");
                return;
            }

            above = level.TypeValue;
        }
    }

    private static void CheckWhen(Reporter reporter, LevelTable levels)
    {
        for (int index = 1; index < levels.Levels.Count; index++)
        {
            if (levels.Levels[index].When is not null)
            {
                Report(reporter, levels.Levels[index], "has a `when` and is not the highest", "take it out, as only the highest level can be absent");
            }
        }

        if (levels.Levels.Count == 2 && levels.Levels[0].When is not null)
        {
            Report(reporter, levels.Levels[0], "has a `when` and only one level below it", "take it out, as two levels must be left");
        }
    }

    private static void Report(Reporter reporter, LevelDeclaration level, string what, string remedy) =>
        reporter.Report(LevelDiagnostics.LevelType, level.Span, level.Word, what, remedy);
}
