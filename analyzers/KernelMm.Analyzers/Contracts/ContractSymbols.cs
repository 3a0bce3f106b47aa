using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Contracts;

/// <summary>
/// The attributes of the vocabulary as this compilation knows them, looked up once by metadata name. The analyzers know these
/// and nothing else of the contracts assembly.
/// </summary>
internal sealed class ContractSymbols
{
    private const string Home = "KernelMm.Contracts.";
    private const string PmdLock = "pml";
    private const string MmapWriteLock = "mmap_lock (write)";
    private const string Flow = "System.Diagnostics.CodeAnalysis.";

    private readonly Dictionary<INamedTypeSymbol, Func<AttributeData, Contract>> _values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, Func<AttributeData, MethodTraits>> _traits = new(SymbolEqualityComparer.Default);

    private ContractSymbols(Compilation compilation, INamedTypeSymbol mapped)
    {
        Assembly = mapped.ContainingAssembly;
        RetriesWhenNull = compilation.GetTypeByMetadataName(Home + "RetriesWhenNullAttribute");

        void Value(string name, Func<AttributeData, Contract> read)
        {
            if (compilation.GetTypeByMetadataName(name) is { } type)
            {
                _values[type] = read;
            }
        }

        Value(Home + "ReturnsMappedAttribute", a => Contract.ReturnsMapped | (Says(a, "MaySleepWhileMapped") ? Contract.MaySleepWhileMapped : 0));
        Value(Home + "MayFailAttribute", _ => Contract.MayFail);
        Value(Home + "ConsumesAttribute", a => Contract.Consumes | (Says(a, "AllowsNull") ? Contract.ConsumesNullToo : 0));
        Value(Home + "NeedsMappedAttribute", a => Contract.NeedsMapped | (Says(a, "Writes") ? Contract.Writes : 0));
        Value(Home + "SnapshotAttribute", _ => Contract.Snapshot);
        Value(Home + "LiveSlotAttribute", _ => Contract.LiveSlot);
        Value(Home + "MappingLockAttribute", a => Contract.MappingLock | (Says(a, "Held") ? Contract.MappingLockHeld : 0));
        Value(Home + "LocksAttribute", _ => Contract.Locks);
        Value(Home + "UnlocksAttribute", _ => Contract.Unlocks);
        Value(Flow + "NotNullWhenAttribute", a => Is(a, true) ? Contract.NotNullWhenTrue : Contract.NotNullWhenFalse);
        Value(Flow + "DoesNotReturnIfAttribute", a => Is(a, true) ? Contract.NoReturnIfTrue : Contract.NoReturnIfFalse);

        Trait(compilation, Flow + "DoesNotReturnAttribute", MethodTraits.DoesNotReturn);
        Trait(compilation, "System.Diagnostics.ConditionalAttribute", MethodTraits.Conditional);
        Trait(compilation, "System.Diagnostics.Contracts.PureAttribute", MethodTraits.Pure);
        Trait(compilation, Home + "MaySleepAttribute", MethodTraits.MaySleep);
        Trait(compilation, Home + "DerivesLockAttribute", MethodTraits.DerivesLock);
        Trait(compilation, Home + "RetiredHelperAttribute", MethodTraits.RetiredHelper);
        Trait(compilation, Home + "PopulatesSlotAttribute", MethodTraits.PopulatesSlot);
        Trait(compilation, Home + "ValidatesAttribute", a => MethodTraits.Validates | (Says(a, "OnlyIfNotNone") ? MethodTraits.OnlyIfNotNone : 0));
        Trait(compilation, Home + "NeedsHeldAttribute", a =>
            (Pins(a) ? MethodTraits.TableIsPinned : 0) | (Resource(a) == PmdLock ? MethodTraits.NeedsPmdLock : 0));
        Trait(compilation, Home + "AcquiresAttribute", a =>
            (Pins(a) ? MethodTraits.PinsTable : 0) | (Resource(a) == PmdLock ? MethodTraits.TakesPmdLock : 0));
        RaceOutcome = compilation.GetTypeByMetadataName(Home + "RaceOutcomeAttribute");
    }

    /// <summary>Where the attributes live; only it and assemblies that refer to it can say anything.</summary>
    public IAssemblySymbol Assembly { get; }

    public INamedTypeSymbol? RetriesWhenNull { get; }

    public INamedTypeSymbol? RaceOutcome { get; }

    /// <summary>Null where the compilation does not know the vocabulary: then there is nothing to do and nothing to pay.</summary>
    public static ContractSymbols? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName(Home + "ReturnsMappedAttribute") is { } mapped
            ? new ContractSymbols(compilation, mapped)
            : null;

    public Contract Read(IEnumerable<AttributeData> attributes)
    {
        var contract = Contract.None;
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is { } type && _values.TryGetValue(type, out var read))
            {
                contract |= read(attribute);
            }
        }

        return contract;
    }

    public MethodTraits ReadTraits(IEnumerable<AttributeData> attributes)
    {
        var traits = MethodTraits.None;
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is { } type && _traits.TryGetValue(type, out var read))
            {
                traits |= read(attribute);
            }
        }

        return traits;
    }

    private void Trait(Compilation compilation, string name, MethodTraits trait) => Trait(compilation, name, _ => trait);

    private void Trait(Compilation compilation, string name, Func<AttributeData, MethodTraits> read)
    {
        if (compilation.GetTypeByMetadataName(name) is { } type)
        {
            _traits[type] = read;
        }
    }

    private static string? Resource(AttributeData attribute) =>
        attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value as string : null;

    // Detaching a table takes the pmd lock, and the address space's lock for reading at least.
    private static bool Pins(AttributeData attribute) => Resource(attribute) is PmdLock or MmapWriteLock;

    private static bool Says(AttributeData attribute, string name) =>
        attribute.NamedArguments.Any(a => a.Key == name && a.Value.Value is true);

    private static bool Is(AttributeData attribute, bool value) =>
        attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is bool b && b == value;
}
