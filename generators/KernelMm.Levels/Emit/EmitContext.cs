using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>What every emitter needs to know.</summary>
/// <param name="Architecture">The model.</param>
/// <param name="Namespace">The full namespace of the architecture's types.</param>
internal sealed record EmitContext(Architecture Architecture, string Namespace)
{
    /// <summary>The C# type of an entry's raw value.</summary>
    public string Word => Architecture.EntryBits > 32 ? "ulong" : "uint";

    /// <summary>The number of bytes of an entry.</summary>
    public int EntryBytes => Architecture.EntryBits > 32 ? 8 : 4;

    /// <summary>How a value type names its own value: the field, or the property that turns it into the processor's order.</summary>
    public string Value => Architecture.IsBigEndian ? "Value" : "_value";

    /// <summary>An entry of a level's type, made of a word as it stands in memory.</summary>
    public string Made(LevelName name, string word) => Architecture.IsBigEndian ? $"{name}.FromMemory({word})" : $"new({word})";

    /// <summary>An entry's word as it stands in memory.</summary>
    public string Stored(string entry) => Architecture.IsBigEndian ? $"{entry}.Memory" : $"{entry}.Value";

    /// <summary>A bare word turned from memory's order into the processor's, or back.</summary>
    public string InOrder(string word) => Architecture.IsBigEndian ? $"Pgtable.InMemoryOrder({word})" : word;

    /// <summary>The word of an entry that is none, as it stands in memory.</summary>
    public string Empty(Level level) => level.Empty == 0 ? "0" : InOrder(Expression.Hex(level.Empty, Word));

    /// <summary>Whether what the MMU makes of entries depends on what a running kernel decided.</summary>
    public bool HardwareAsksParameters { get; } = HardwareParameters.Ask(Architecture);

    /// <summary>The expression that the hardware's walks have for the parameters, or null where they need none.</summary>
    public string? HardwareParametersName => HardwareAsksParameters ? "parameters" : null;

    /// <summary>The parameters as one more parameter of a hardware walk, or nothing.</summary>
    public string HardwareParameter => HardwareAsksParameters ? "Parameters parameters, " : string.Empty;

    /// <summary>The parameters as one more argument of a hardware walk, or nothing.</summary>
    public string HardwareArgument => HardwareAsksParameters ? "parameters, " : string.Empty;

    /// <summary>A test of the MMU's, with the parameters' defaults put in where its walks know none.</summary>
    public Test Hardware(Test test) => HardwareAsksParameters ? Tests.Simplify(test) : ByDefault(test);

    /// <summary>A test with the parameters' defaults put in.</summary>
    public Test ByDefault(Test test) => Tests.WithDefaults(test, Architecture.Parameters);

    /// <summary>The slices that hold bits of an address when every parameter has its default.</summary>
    public EquatableArray<Slice> ByDefault(EquatableArray<Slice> slices) => slices
        .Where(slice => slice.When is not { } when || Architecture.Parameters.First(parameter => parameter.Name == when).Default != 0)
        .ToEquatableArray();

    /// <summary>The lowest level.</summary>
    public Level Pte => Architecture.Levels[Architecture.Levels.Count - 1];

    /// <summary>The level that holds an entry of this name, folded names included.</summary>
    public Level LevelOf(LevelName name) => _levels[(int)name];

    private readonly Level[] _levels = [.. Enum.GetValues(typeof(LevelName)).Cast<LevelName>().Select(name => Architecture.Levels.First(level => level.Names.Contains(name)))];

    /// <summary>The level whose entries point to tables of <paramref name="level"/>, or null for the highest.</summary>
    public Level? Above(Level level)
    {
        int index = IndexOf(level);
        return index == 0 ? null : Architecture.Levels[index - 1];
    }

    /// <summary>The level of the tables that entries of <paramref name="level"/> point to, or null for the lowest.</summary>
    public Level? Below(Level level)
    {
        int index = IndexOf(level);
        return index == Architecture.Levels.Count - 1 ? null : Architecture.Levels[index + 1];
    }

    /// <summary>The name one below, folded names included; the caller makes sure that there is one.</summary>
    public static LevelName NameBelow(LevelName name) => name - 1;

    /// <summary>All five names, highest first.</summary>
    public static IReadOnlyList<LevelName> AllNames { get; } =
        [LevelName.Pgd, LevelName.P4d, LevelName.Pud, LevelName.Pmd, LevelName.Pte];

    /// <summary>Whether an entry of this name is the same word as one of the name below.</summary>
    public bool IsFolded(LevelName name) => LevelOf(name).Owner != name;

    private int IndexOf(Level level)
    {
        for (int index = 0; index < Architecture.Levels.Count; index++)
        {
            if (Architecture.Levels[index].Owner == level.Owner)
            {
                return index;
            }
        }

        throw new ArgumentException($"{level.Owner} is no level of {Architecture.Name}.", nameof(level));
    }
}
