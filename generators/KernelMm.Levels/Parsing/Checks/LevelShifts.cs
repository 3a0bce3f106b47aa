using KernelMm.Levels.Parsing.Sections;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>Each level starts where the one below ends, the lowest at the page shift, and together they make the virtual address.</summary>
internal static class LevelShifts
{
    public static void Check(Reporter reporter, LevelTable table, int? pageShift, int? addressBits)
    {
        if (pageShift is not int expected || table.Levels.Any(level => level.Shift is null || level.IndexBits is null))
        {
            return;
        }

        string reason = $"a page has 2^{expected}";
        foreach (LevelDeclaration level in table.Levels.Reverse())
        {
            if (level.Shift != expected)
            {
                reporter.Report(LevelDiagnostics.ImpossibleShift, level.ShiftSpan, level.Word, level.Shift!, reason, expected);
                return;
            }

            expected += level.IndexBits!.Value;
            reason = $"a table of the {level.Word} level covers 2^{expected}";
        }

        if (addressBits is int wanted && wanted != expected)
        {
            string sum = string.Join(" + ", table.Levels.Select(level => level.IndexBits).Concat([pageShift]));
            reporter.Report(
                LevelDiagnostics.BitsDoNotAddUp,
                table.Levels[0].IndexSpan,
                $"The index bits and the page shift ({sum})",
                expected,
                $"`virtual_address` has {wanted}",
                "change an `index_bits` or `virtual_address`");
        }
    }
}
