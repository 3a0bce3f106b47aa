using KernelMm.Levels.Parsing.Sections;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>An alias names a field of the same bits that is no alias itself.</summary>
internal static class FieldAliases
{
    /// <summary>The names of the fields whose alias is unusable.</summary>
    public static HashSet<string> Check(Reporter reporter, FieldTable fields, LevelTable levels)
    {
        var unusable = new HashSet<string>(StringComparer.Ordinal);
        foreach (int level in levels.Indices)
        {
            foreach (FieldDeclaration field in fields.At(level).Where(field => field.Alias is not null))
            {
                if (fields.Resolve(level, field.Alias!) is not Model.Field target)
                {
                    unusable.Add(field.Name);
                }
                else if (Problem(field, target) is string problem)
                {
                    unusable.Add(field.Name);
                    reporter.Report(LevelDiagnostics.BadAlias, field.Alias!.Span, field.Name, target.Name, problem);
                }
            }
        }

        return unusable;
    }

    private static string? Problem(FieldDeclaration field, Model.Field target) =>
        target.Name == field.Name ? "write the name of another field"
        : target.AliasOf is string root ? $"that is an alias of `{root}`, so write `{root}`"
        : field.HasBits && (target.Mask & field.Field.Mask) == 0 ? "the two share no bit, so leave `alias_of` out"
        : null;
}
