namespace KernelMm.Levels.Parsing;

/// <summary>How much a level file may be.</summary>
public static class LevelFileLimits
{
    /// <summary>The largest file that is read, in bytes: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>How deep lists and mappings may nest.</summary>
    public const int MaxDepth = 32;

    /// <summary>How many items a list of tests, steps, names or parameters may have, and how many predicates a level.</summary>
    public const int MaxItems = 64;

    /// <summary>The result for a file of this length when it is too large to be read, otherwise null: ask before reading.</summary>
    /// <param name="bytes">The file's length.</param>
    public static LevelFileResult? Refuse(long bytes)
    {
        if (bytes <= MaxBytes)
        {
            return null;
        }

        var reporter = new Reporter();
        reporter.Report(LevelDiagnostics.TooLarge, LevelFileSpan.FileStart, bytes, MaxBytes);
        return new LevelFileResult(null, Model.EquatableArray.ToEquatableArray(reporter.Diagnostics));
    }
}
