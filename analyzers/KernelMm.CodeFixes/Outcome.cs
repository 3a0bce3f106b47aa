namespace KernelMm.CodeFixes;

/// <summary>One answer to a map that failed.</summary>
/// <param name="Name">Its name in the catalogue of outcomes: the equivalence key's last part.</param>
/// <param name="Title">What a person reads in the menu, after "On null: ".</param>
/// <param name="Code">The statements, each one ending control's way through here.</param>
/// <param name="Leaves">Whether the whole method is left, so that other mappings must be given back first.</param>
/// <param name="Since">Where control goes back to: what was mapped from there on must be given back first.</param>
internal sealed record Outcome(string Name, string Title, IReadOnlyList<string> Code, bool Leaves, int Since = int.MaxValue)
{
    /// <summary>The key under which the first action of every diagnostic stands, whichever outcome it is.</summary>
    public const string FittingKey = "KernelMm.FittingOutcome";

    public string Key => "KernelMm.Outcome." + Name;
}
