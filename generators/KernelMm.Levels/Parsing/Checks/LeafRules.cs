using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Sections;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary><c>hardware.leaf</c> names exactly the levels that may hold a leaf, and the lowest is one of them.</summary>
internal static class LeafRules
{
    public static void Check(Reporter reporter, LevelTable levels, IReadOnlyCollection<int> withRule)
    {
        foreach (int level in levels.Indices.Where(level => levels.Levels[level].Leaf is not null))
        {
            LevelDeclaration declaration = levels.Levels[level];
            bool mayHold = declaration.Leaf != LeafSupport.None;
            if (level == levels.Lowest && !mayHold)
            {
                reporter.Report(LevelDiagnostics.LeafRule, declaration.Span, declaration.Word, "is the lowest and says `leaf: none`", "write `leaf: linux`, for there is nothing below it");
            }
            else if (mayHold && !withRule.Contains(level))
            {
                reporter.Report(LevelDiagnostics.LeafRule, declaration.Span, declaration.Word, "may hold a leaf, and `hardware.leaf` does not say when", "add it there, or write `leaf: none`");
            }
            else if (!mayHold && withRule.Contains(level))
            {
                reporter.Report(LevelDiagnostics.LeafRule, declaration.Span, declaration.Word, "says `leaf: none`, and `hardware.leaf` says when it holds one", "write `leaf: hardware`, or take it out there");
            }
        }
    }
}
