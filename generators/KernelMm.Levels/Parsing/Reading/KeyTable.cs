namespace KernelMm.Levels.Parsing.Reading;

/// <summary>The keys of one kind of mapping.</summary>
/// <param name="Name">What the mapping is called in a sentence.</param>
/// <param name="Required">Keys that must be there.</param>
/// <param name="Optional">Keys that may be there.</param>
/// <param name="IsOpen">Whether other keys are names that the file chooses.</param>
internal sealed record KeyTable(string Name, string[] Required, string[] Optional, bool IsOpen = false)
{
    public IEnumerable<string> All => Required.Concat(Optional);

    public bool Knows(string key) => IsOpen || All.Contains(key);
}
