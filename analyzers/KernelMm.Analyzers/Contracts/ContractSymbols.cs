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

    public Contract Read(IEnumerable<AttributeData> attributes)
    {
        var contract = Contract.None;
        foreach (var statement in Statements(attributes))
        {
            contract |= Vocabulary.OfValue(statement);
        }

        return contract;
    }

    public MethodTraits ReadTraits(IEnumerable<AttributeData> attributes)
    {
        var traits = MethodTraits.None;
        foreach (var statement in Statements(attributes))
        {
            traits |= Vocabulary.OfMethod(statement);
        }

        return traits;
    }

    /// <summary>What the sentences say beyond yes and no; null where they say nothing of it.</summary>
    public MethodClaims? ReadClaims(IEnumerable<AttributeData> attributes)
    {
        MethodClaims? claims = null;
        foreach (var statement in Statements(attributes))
        {
            if (statement.Name is "Acquires" or "Releases" or "NeedsHeld" or "NamesLock" or "DetachStep" or "HoldsFor")
            {
                Vocabulary.Claim(statement, claims ??= new MethodClaims());
            }
        }

        return claims;
    }

    private IEnumerable<Statement> Statements(IEnumerable<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is { } type && _names.TryGetValue(type, out var name))
            {
                yield return Statement.Of(name, attribute);
            }
        }
    }
}
