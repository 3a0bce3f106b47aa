using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Contracts;

/// <summary>
/// Reads contracts off methods, parameters, fields and properties, from what they override and from the interface members they
/// implement too, and remembers the answers for the compilation.
/// </summary>
internal sealed class ContractReader(ContractSymbols symbols)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MethodContract> _methods = new(ByReference<IMethodSymbol>.Comparer);
    private readonly ConcurrentDictionary<ISymbol, Contract> _storage = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, ConcurrentDictionary<INamedTypeSymbol, bool>> _families = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, int> _outcomes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, int> _states = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _protectors = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> _assemblies = new(ByReference<IAssemblySymbol>.Comparer);

    public MethodContract Of(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return _methods.TryGetValue(definition, out var known) ? known : _methods.GetOrAdd(definition, Read);
    }

    /// <summary>The contract of a field, a property, or a parameter seen from inside its method.</summary>
    public Contract OfStorage(ISymbol symbol) => symbol switch
    {
        IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter => Of(method).Parameter(parameter.Ordinal),
        IFieldSymbol or IPropertySymbol => _storage.GetOrAdd(
            symbol.OriginalDefinition, s => symbols.Read(s.GetAttributes()) | (symbols.List.Of(s)?.Value ?? Contract.None)),
        _ => Contract.None,
    };

    /// <summary>What an outcome says when it is given for a map that failed, as the vocabulary numbers it; -1 where it says nothing.</summary>
    public int OutcomeOf(ISymbol symbol) => _outcomes.GetOrAdd(symbol.OriginalDefinition, s =>
        s.GetAttributes().FirstOrDefault(o => SymbolEqualityComparer.Default.Equals(o.AttributeClass, symbols.RaceOutcome))
            is { ConstructorArguments.Length: 1 } a && a.ConstructorArguments[0].Value is int outcome ? outcome : -1);

    /// <summary>Whether some method of this type maps and returns a pointer of that type.</summary>
    public bool HasMapsTo(INamedTypeSymbol? type, ITypeSymbol pointer) =>
        type is not null && pointer.SpecialType == SpecialType.None && MayHoldContracts(type.ContainingAssembly)
        && _families.GetOrAdd(pointer, _ => new(SymbolEqualityComparer.Default)).GetOrAdd(type.OriginalDefinition, t => Maps(t, pointer));

    // Most types have no method that returns such a pointer; only of those that have one are the contracts read.
    private bool Maps(INamedTypeSymbol type, ITypeSymbol pointer) =>
        type.GetMembers().OfType<IMethodSymbol>().Any(m =>
            SymbolEqualityComparer.Default.Equals(m.ReturnType, pointer)
            && (Of(m).Result & (Contract.ReturnsMapped | Contract.MayFail)) == (Contract.ReturnsMapped | Contract.MayFail));

    /// <summary>For which states of a slot this predicate of a slot's value is true, as bits; 0 where it does not say.</summary>
    public int HoldsFor(ISymbol predicate) => predicate is IMethodSymbol method
        ? Of(method).Claims.HoldsFor
        : _states.GetOrAdd(predicate.OriginalDefinition, ReadHoldsFor);

    private int ReadHoldsFor(ISymbol predicate)
    {
        MethodClaims? claims = null;
        symbols.ReadClaims(predicate.GetAttributes(), ref claims);
        return (claims?.HoldsFor ?? 0) | (symbols.List.Of(predicate)?.Claims.HoldsFor ?? 0);
    }

    /// <summary>Whether this type, something it derives from, or an interface of it says that it is only called while its slots are protected.</summary>
    public bool ProtectsSlots(INamedTypeSymbol? type) =>
        type is not null && _protectors.GetOrAdd(type.OriginalDefinition, t =>
            Bases(t).Concat(t.AllInterfaces).Any(b => (symbols.ReadTraits(b.GetAttributes()) & MethodTraits.ProtectsSlot) != 0));

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var b = type; b is not null; b = b.BaseType)
        {
            yield return b;
        }
    }

    private MethodContract Read(IMethodSymbol method)
    {
        var result = Contract.None;
        var traits = MethodTraits.None;
        MethodClaims? claims = null;
        var parameters = new Contract[method.Parameters.Length];
        foreach (var source in Sources(method))
        {
            var attributes = source.GetAttributes();
            var ofResult = source.GetReturnTypeAttributes();
            traits |= symbols.ReadTraits(attributes);

            // Of a result [NotNull] says nothing that a rule asks about.
            result |= symbols.Read(ofResult) & ~Contract.NoReturnIfNull;
            symbols.ReadClaims(attributes, ref claims);
            symbols.ReadClaims(ofResult, ref claims);
            for (var i = 0; i < parameters.Length && i < source.Parameters.Length; i++)
            {
                parameters[i] |= symbols.Read(source.Parameters[i].GetAttributes());
            }

            if (symbols.List.Of(source) is { } listed)
            {
                traits |= listed.Traits;
                result |= listed.Value;
                (claims ??= new MethodClaims()).Add(listed.Claims);
                foreach (var parameter in listed.Parameters.Where(p => p.Key < parameters.Length))
                {
                    parameters[parameter.Key] |= parameter.Value;
                }
            }
        }

        return result == Contract.None && traits == MethodTraits.None && claims is null && Array.TrueForAll(parameters, p => p == Contract.None)
            ? MethodContract.Nothing
            : new MethodContract(result, ImmutableArray.Create(parameters), traits, claims ?? MethodClaims.None);
    }

    private IEnumerable<IMethodSymbol> Sources(IMethodSymbol method)
    {
        for (var source = method; source is not null; source = source.OverriddenMethod?.OriginalDefinition)
        {
            yield return source;
        }

        // A class library's methods implement thousands of interface members; only those that can carry a contract are looked at.
        foreach (var contracted in method.ContainingType?.AllInterfaces.Where(i => MayHoldContracts(i.ContainingAssembly)) ?? [])
        {
            foreach (var member in contracted.GetMembers().OfType<IMethodSymbol>())
            {
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType!.FindImplementationForInterfaceMember(member), method))
                {
                    yield return member;
                }
            }
        }
    }

    private bool MayHoldContracts(IAssemblySymbol? assembly) =>
        assembly is not null && _assemblies.GetOrAdd(assembly, a =>
            symbols.List.SpeaksOf(a)
            || (symbols.Assembly is { } home
                && (SymbolEqualityComparer.Default.Equals(a, home) || a.Modules.Any(m => m.ReferencedAssemblies.Contains(home.Identity)))));
}
