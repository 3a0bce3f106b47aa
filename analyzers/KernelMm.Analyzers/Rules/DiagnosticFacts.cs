namespace KernelMm.Analyzers.Rules;

/// <summary>The names under which a diagnostic carries to its code fix what the engine knows and syntax does not say.</summary>
internal static class DiagnosticFacts
{
    /// <summary>The pointer, as the source writes it where the fix has to test or release it.</summary>
    public const string Pointer = "pointer";

    /// <summary>The variable with the mapping's lock; absent where there is none.</summary>
    public const string Lock = "lock";

    /// <summary>
    /// For each additional location, parted by <c>;</c>: the pointer that holds the mapping there, a blank, and one of the words
    /// below. A location at which no one statement is right for every path has an empty entry.
    /// </summary>
    public const string Exits = "exits";

    /// <summary>Present where a mapping made later is owed at one of the exits too, and has to be given back first.</summary>
    public const string Outlived = "outlived";

    public const string Mapping = "mapping";

    public const string OnlyLock = "lock";

    public const string Both = "both";

    /// <summary>Behind one of the words above: only where the pointer is not null.</summary>
    public const string Guarded = "-if-mapped";

    /// <summary>
    /// Other mappings that are owed where the failing map stands, last mapped last, parted by <c>;</c>: the start of the map's
    /// call, the pointer, and the lock where it is held, parted by blanks.
    /// </summary>
    public const string AlsoOwed = "alsoOwed";

    /// <summary>
    /// Resources that are held where the failing map stands, the last one last, one in a line: the start of the call that took it, and
    /// behind a blank the call that gives it back elsewhere; nothing behind the blank where it is held on some paths only.
    /// </summary>
    public const string AlsoHeld = "alsoHeld";

    /// <summary>
    /// Which answers to the null some slot state would never leave, parted by blanks: the three words below, each where it is so.
    /// </summary>
    public const string Spins = "spins";

    /// <summary>To ask the walker to come back.</summary>
    public const string Walker = "walker";

    /// <summary>To ask the caller to try again.</summary>
    public const string Caller = "caller";

    /// <summary>To go back in the method itself.</summary>
    public const string Here = "here";

    /// <summary>How the mapping is used: the name of a use, or one of the words below.</summary>
    public const string Use = "use";

    /// <summary>The call that gives a resource back on another path; absent where it would not be right on every path.</summary>
    public const string Release = "release";

    public const string Again = "again";

    public const string Null = "null";
}
