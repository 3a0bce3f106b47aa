namespace KernelMm.Levels.Parsing;

/// <summary>Collects what is wrong in one file.</summary>
internal sealed class Reporter
{
    // Nobody reads more; and the search for the word that was meant is paid per diagnostic.
    private const int Most = 100;

    private readonly List<LevelFileDiagnostic> _diagnostics = [];
    private readonly HashSet<(string Id, LevelFileSpan Span, string? Case)> _seen = [];

    public bool Any => _diagnostics.Count > 0;

    public bool IsFull => _diagnostics.Count >= Most;

    /// <summary>What is wrong, in the file's order.</summary>
    public IEnumerable<LevelFileDiagnostic> Diagnostics =>
        _diagnostics.OrderBy(d => d.Span.StartLine).ThenBy(d => d.Span.StartColumn);

    /// <summary>Adds one. A test is read once for each of its levels; what is wrong with it at several is said for the first.</summary>
    public void Report(LevelDiagnosticKind kind, LevelFileSpan span, params object[] arguments)
    {
        // What is missing has no place of its own: there the sentences tell the cases apart.
        bool isMissing = kind == LevelDiagnostics.MissingKey || kind == LevelDiagnostics.MissingPredicate;
        if (!IsFull && _seen.Add((kind.Id, span, isMissing ? string.Concat(arguments) : null)))
        {
            _diagnostics.Add(kind.At(span, arguments));
        }
    }
}
