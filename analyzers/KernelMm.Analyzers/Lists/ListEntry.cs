using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Lists;

/// <summary>One member of a list, and what is said of it.</summary>
/// <param name="Id">The member's documentation id.</param>
/// <param name="Place">Where that stands.</param>
internal sealed record ListEntry(string Id, Location Place)
{
    public List<Said> All { get; } = [];

    /// <summary>One sentence, the target it is about, and where each of them stands.</summary>
    internal sealed record Said(string Target, Location TargetPlace, Statement Statement, Location Place);
}
