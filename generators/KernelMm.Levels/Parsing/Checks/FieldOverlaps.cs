using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Sections;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>In one kind of entry of one level a bit has one meaning, unless a field says that it is another's alias.</summary>
internal static class FieldOverlaps
{
    /// <summary>Checks all levels, leaving out the fields with these names.</summary>
    public static void Check(Reporter reporter, FieldTable fields, LevelTable levels, HashSet<string> except)
    {
        foreach (int level in levels.Indices)
        {
            FieldDeclaration[] known = fields.At(level).Where(field => field.HasBits && !except.Contains(field.Name)).ToArray();
            for (int i = 0; i < known.Length; i++)
            {
                CheckAgainst(reporter, known[i], known.Skip(i + 1));
            }
        }
    }

    /// <summary>Fields must not take bits of the address either, in the kind of entry that holds it.</summary>
    public static void CheckAddress(Reporter reporter, FieldTable fields, int level, FieldClasses kind, EquatableArray<Slice> address)
    {
        ulong mask = address.Aggregate(0UL, (bits, slice) => bits | slice.Mask);
        foreach (FieldDeclaration field in fields.At(level).Where(field => field.HasBits && (field.Field.Classes & kind) != 0))
        {
            if ((field.Field.Mask & mask) is ulong common and not 0)
            {
                string what = kind == FieldClasses.Table ? "the address of a table" : "the address of a page";
                reporter.Report(LevelDiagnostics.Overlap, field.BitsSpan, $"The field `{field.Name}`", what, BitRange.Print(common), string.Empty);
            }
        }
    }

    private static void CheckAgainst(Reporter reporter, FieldDeclaration field, IEnumerable<FieldDeclaration> others)
    {
        foreach (FieldDeclaration other in others)
        {
            ulong common = field.Field.Mask & other.Field.Mask;
            if (common == 0 || (field.Field.Classes & other.Field.Classes) == 0 || Root(field) == Root(other))
            {
                continue;
            }

            (FieldDeclaration first, FieldDeclaration second) = IsBefore(field, other) ? (field, other) : (other, field);
            reporter.Report(
                LevelDiagnostics.Overlap,
                second.BitsSpan,
                $"The fields `{first.Name}`",
                $"`{second.Name}`",
                BitRange.Print(common),
                $", or say `alias_of: {first.Name}`");
        }
    }

    private static string Root(FieldDeclaration field) => field.Field.AliasOf ?? field.Name;

    private static bool IsBefore(FieldDeclaration left, FieldDeclaration right) =>
        (left.NameSpan.StartLine, left.NameSpan.StartColumn).CompareTo((right.NameSpan.StartLine, right.NameSpan.StartColumn)) < 0;
}
