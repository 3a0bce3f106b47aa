namespace KernelMm.Analyzers.Contracts;

/// <summary>What each sentence of the vocabulary means to the engine: of a value, of a method, and beyond yes and no.</summary>
internal static class Vocabulary
{
    public const string Home = "KernelMm.Contracts.";
    public const string PmdLock = "pml";
    public const string MmapWriteLock = "mmap_lock (write)";
    public const string Rcu = "rcu";
    private const string Flow = "System.Diagnostics.CodeAnalysis.";

    private static readonly string[] Protecting = ["mmap_lock", MmapWriteLock, "vma_lock", "rmap_lock", "irqs off"];

    /// <summary>Locks of which none may be held by a task that sleeps.</summary>
    private static readonly string[] Spinning = [Rcu, "ptl", PmdLock, "irqs off"];

    /// <summary>The metadata names of all attributes that say something, by the names under which <see cref="Statement"/> knows them.</summary>
    public static readonly IReadOnlyDictionary<string, string> MetadataNames = new[]
    {
        "ReturnsMapped", "MayFail", "Consumes", "NeedsMapped", "Snapshot", "LiveSlot", "MappingLock", "Locks", "Unlocks", "MaySleep",
        "DerivesLock", "RetiredHelper", "PopulatesSlot", "Validates", "NeedsHeld", "Acquires", "Releases", "ReadsSlot", "Detaches",
        "DetachStep", "FreesTable", "ProtectsSlot", "NamesLock", "HoldsFor", "RetriesWhenNull", "MayExceedTable",
    }.ToDictionary(n => n, n => Home + n + "Attribute")
    .Concat(
        [
            new("NotNull", Flow + "NotNullAttribute"),
            new("NotNullWhen", Flow + "NotNullWhenAttribute"),
            new("DoesNotReturnIf", Flow + "DoesNotReturnIfAttribute"),
            new("DoesNotReturn", Flow + "DoesNotReturnAttribute"),
            new("Conditional", "System.Diagnostics.ConditionalAttribute"),
            new KeyValuePair<string, string>("Pure", "System.Diagnostics.Contracts.PureAttribute"),
        ])
    .ToDictionary(p => p.Key, p => p.Value);

    /// <summary>Whether holding this keeps slots from going away.</summary>
    public static bool ProtectsSlots(string resource) => Protecting.Contains(resource);

    /// <summary>Whether a task that holds this must not sleep.</summary>
    public static bool ForbidsSleep(string resource) => Spinning.Contains(resource);

    public static Contract OfValue(Statement s) => s.Name switch
    {
        "ReturnsMapped" => Contract.ReturnsMapped | (s.Says("MaySleepWhileMapped") ? Contract.MaySleepWhileMapped : 0),
        "MayFail" => Contract.MayFail,
        "Consumes" => Contract.Consumes | (s.Says("AllowsNull") ? Contract.ConsumesNullToo : 0),
        "NeedsMapped" => Contract.NeedsMapped | (s.Says("Writes") ? Contract.Writes : 0),
        "Snapshot" => Contract.Snapshot,
        "LiveSlot" => Contract.LiveSlot | (s.Says("Writes") ? Contract.WritesSlot : 0),
        "MappingLock" => Contract.MappingLock | (s.Says("Held") ? Contract.MappingLockHeld : 0),
        "Locks" => Contract.Locks,
        "Unlocks" => Contract.Unlocks,
        "PopulatesSlot" => Contract.SpareTable,
        "ProtectsSlot" => Contract.ProtectedSlot,
        "MayExceedTable" => Contract.MayExceedTable,
        "NotNull" => Contract.NoReturnIfNull,
        "NotNullWhen" => s.Is(true) ? Contract.NotNullWhenTrue : Contract.NotNullWhenFalse,
        "DoesNotReturnIf" => s.Is(true) ? Contract.NoReturnIfTrue : Contract.NoReturnIfFalse,
        _ => Contract.None,
    };

    public static MethodTraits OfMethod(Statement s) => s.Name switch
    {
        "DoesNotReturn" => MethodTraits.DoesNotReturn,
        "Conditional" => MethodTraits.Conditional,
        "Pure" => MethodTraits.Pure,
        "MaySleep" => MethodTraits.MaySleep,
        "DerivesLock" => MethodTraits.DerivesLock,
        "RetiredHelper" => MethodTraits.RetiredHelper,
        "PopulatesSlot" => MethodTraits.PopulatesSlot,
        "Validates" => MethodTraits.Validates | (s.Says("OnlyIfNotNone") ? MethodTraits.OnlyIfNotNone : 0),
        "NeedsHeld" => MethodTraits.MovesResources | (Pins(s) ? MethodTraits.TableIsPinned : 0) | (Guards(s) ? MethodTraits.SlotIsProtected : 0)
            | (s.Text == PmdLock ? MethodTraits.NeedsPmdLock : 0),
        "Acquires" => MethodTraits.MovesResources | (Pins(s) ? MethodTraits.PinsTable : 0) | (s.Text == PmdLock ? MethodTraits.TakesPmdLock : 0)
            | (Guards(s) ? MethodTraits.ProtectsSlot : 0),
        "Releases" => MethodTraits.MovesResources,
        "ReadsSlot" => MethodTraits.ReadsSlot | (s.Says("NeedsLock") ? MethodTraits.ReadsUnderLock : 0),
        "Detaches" => MethodTraits.Detaches,
        "FreesTable" => MethodTraits.FreesTable,
        "ProtectsSlot" => MethodTraits.ProtectsSlot,
        "RetriesWhenNull" => MethodTraits.RetriesWhenNull,
        _ => MethodTraits.None,
    };

    /// <summary>Adds what a sentence about a method, or about its result, says beyond yes and no.</summary>
    public static void Claim(Statement s, MethodClaims claims)
    {
        switch (s.Name)
        {
            case "Acquires" when s.Text is { } resource:
                claims.Acquires = claims.Acquires.Add(resource);
                break;
            case "Releases" when s.Text is { } resource:
                claims.Releases = claims.Releases.Add(resource);
                break;
            case "NeedsHeld" when s.Text is { } resource:
                claims.Needs = claims.Needs.Add(resource);
                break;
            case "NamesLock":
                claims.NamedLock = s.Text;
                break;
            case "DetachStep":
                claims.Steps |= 1 << s.Number;
                break;
            case "HoldsFor":
                claims.HoldsFor |= s.Number;
                break;
        }
    }

    // Detaching a table takes the pmd lock, and the address space's lock for reading at least.
    private static bool Pins(Statement s) => s.Text is PmdLock or MmapWriteLock;

    private static bool Guards(Statement s) => s.Text is { } resource && ProtectsSlots(resource);
}
