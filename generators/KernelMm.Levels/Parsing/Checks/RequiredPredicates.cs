namespace KernelMm.Levels.Parsing.Checks;

/// <summary>Without <c>none</c> and <c>present</c> nothing can be made of an entry.</summary>
internal static class RequiredPredicates
{
    private static readonly string[] Required = ["none", "present"];

    public static void Check(Reporter reporter, string level, IEnumerable<string> names, LevelFileSpan span)
    {
        foreach (string required in Required.Where(required => !names.Contains(required)))
        {
            reporter.Report(LevelDiagnostics.MissingPredicate, span, level, required);
        }
    }
}
