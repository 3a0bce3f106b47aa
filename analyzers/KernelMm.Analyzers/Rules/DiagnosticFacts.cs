namespace KernelMm.Analyzers.Rules;

/// <summary>The names under which a diagnostic carries to its code fix what the engine knows and syntax does not say.</summary>
internal static class DiagnosticFacts
{
    /// <summary>The pointer, as the source writes it where the fix has to test or release it.</summary>
    public const string Pointer = "pointer";

    /// <summary>The variable with the mapping's lock; absent where there is none.</summary>
    public const string Lock = "lock";

    /// <summary>What is owed: <see cref="Mapping"/>, <see cref="OnlyLock"/> or <see cref="Both"/>.</summary>
    public const string Owed = "owed";

    public const string Mapping = "mapping";

    public const string OnlyLock = "lock";

    public const string Both = "both";

    /// <summary>How the mapping is used: the name of a use.</summary>
    public const string Use = "use";

    /// <summary>Present where the additional locations' first one is the mapping method's call.</summary>
    public const string MapFirst = "mapFirst";
}
