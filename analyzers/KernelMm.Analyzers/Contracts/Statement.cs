using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Contracts;

/// <summary>One sentence of the vocabulary, whether an attribute says it or a line of a list.</summary>
/// <param name="Name">The attribute's metadata name without its namespace and the word Attribute.</param>
/// <param name="Argument">Its one argument; null where it has none.</param>
/// <param name="Set">The properties that are set to true.</param>
internal readonly record struct Statement(string Name, object? Argument, IReadOnlyCollection<string> Set)
{
    public static Statement Of(string name, AttributeData attribute) => new(
        name,
        attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value : null,
        attribute.NamedArguments.IsEmpty ? [] : attribute.NamedArguments.Where(a => a.Value.Value is true).Select(a => a.Key).ToArray());

    public bool Says(string property) => Set.Contains(property);

    public bool Is(bool value) => Argument is bool b && b == value;

    public string? Text => Argument as string;

    public int Number => Argument is int n ? n : 0;
}
