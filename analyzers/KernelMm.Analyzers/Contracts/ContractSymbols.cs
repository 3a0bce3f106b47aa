using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Contracts;

/// <summary>
/// The attributes of the vocabulary as this compilation knows them, looked up once by metadata name. The analyzers know these
/// and nothing else of the contracts assembly.
/// </summary>
internal sealed class ContractSymbols
{
    private readonly Dictionary<INamedTypeSymbol, string> _names = new(SymbolEqualityComparer.Default);

    private ContractSymbols(Compilation compilation, INamedTypeSymbol? mapped, ContractList list)
    {
        Assembly = mapped?.ContainingAssembly;
        List = list;
        foreach (var entry in Vocabulary.MetadataNames)
        {
            if (compilation.GetTypeByMetadataName(entry.Value) is { } type)
            {
                _names[type] = entry.Key;
            }
        }

        RaceOutcome = compilation.GetTypeByMetadataName(Vocabulary.Home + "RaceOutcomeAttribute");
    }

    /// <summary>Where the attributes live; only it and assemblies that refer to it can say anything. Null where only lists say something.</summary>
    public IAssemblySymbol? Assembly { get; }

    /// <summary>What is said of code that cannot be annotated.</summary>
    public ContractList List { get; }

    public INamedTypeSymbol? RaceOutcome { get; }

    /// <summary>Null where the compilation knows neither the vocabulary nor a list: then there is nothing to do and nothing to pay.</summary>
    public static ContractSymbols? Find(Compilation compilation, ContractList? list = null)
    {
        var mapped = compilation.GetTypeByMetadataName(Vocabulary.Home + "ReturnsMappedAttribute");
        return mapped is null && list is null or { IsEmpty: true } ? null : new ContractSymbols(compilation, mapped, list ?? ContractList.Empty);
    }

    public Contract Read(ImmutableArray<AttributeData> attributes)
    {
        var contract = Contract.None;
        foreach (var attribute in attributes)
        {
            contract |= StatementOf(attribute) is { } statement ? Vocabulary.OfValue(statement) : Contract.None;
        }

        return contract;
    }

    public MethodTraits ReadTraits(ImmutableArray<AttributeData> attributes)
    {
        var traits = MethodTraits.None;
        foreach (var attribute in attributes)
        {
            traits |= StatementOf(attribute) is { } statement ? Vocabulary.OfMethod(statement) : MethodTraits.None;
        }

        return traits;
    }

    /// <summary>Adds what the sentences say beyond yes and no; what is null stays so where they say nothing of it.</summary>
    public void ReadClaims(ImmutableArray<AttributeData> attributes, ref MethodClaims? claims)
    {
        foreach (var attribute in attributes)
        {
            if (StatementOf(attribute) is { Name: "Acquires" or "Releases" or "NeedsHeld" or "NamesLock" or "DetachStep" or "HoldsFor" } statement)
            {
                Vocabulary.Claim(statement, claims ??= new MethodClaims());
            }
        }
    }

    private Statement? StatementOf(AttributeData attribute) =>
        attribute.AttributeClass is { } type && _names.TryGetValue(type, out var name) ? Statement.Of(name, attribute) : null;
}
