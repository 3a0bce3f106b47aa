using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// Something beside mappings that paths remember: a resource that is held, a slot that was read, a table that was taken out. What a
/// path knows of it is a <see cref="Mark"/>.
/// </summary>
internal sealed class Fact(int number, FactKind kind, MappingSite? site)
{
    public int Number { get; } = number;

    public FactKind Kind { get; } = kind;

    private readonly MappingSite? _site = site;

    /// <summary>The call that made it, in the form in which findings name a place.</summary>
    public MappingSite Site => _site ?? throw new InvalidOperationException($"a fact of kind {Kind} has no place");

    /// <summary>The slot that was read or mapped, or the place that was written; -1 where it has no name.</summary>
    public int Place { get; init; } = -1;

    /// <summary>The name of the resource.</summary>
    public string Resource { get; init; } = "";

    /// <summary>What the acquiring call was given, as the source writes it: the release that is given the same is its own.</summary>
    public IReadOnlyList<string> Operands { get; init; } = [];

    /// <summary>A call that gives the resource back.</summary>
    public IOperation? ReleasedBy { get; set; }

    /// <summary>The parameter that is given to the method.</summary>
    public IParameterSymbol? Parameter { get; init; }
}
