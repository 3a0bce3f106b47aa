using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>
/// How the rights over all levels of a walk are computed. Most tests are one bit that every entry must have set, or must have
/// clear: for those a walk only keeps the conjunction and the disjunction of the table entries it passed. Any other test is asked
/// at each table, and what it denies is kept. Only what some right needs is carried along.
/// </summary>
internal sealed class RightsPlan
{
    private static readonly (string Flag, int Bit, Func<Rights, Test?> Of)[] All =
    [
        ("User", 0, rights => rights.User),
        ("Write", 1, rights => rights.Write),
        ("UserExecute", 2, rights => rights.UserExecute),
        ("KernelExecute", 3, rights => rights.KernelExecute),
        ("Read", 4, rights => rights.Read),
    ];

    private readonly EmitContext _context;
    private readonly string _word;
    private readonly Level[] _tables;
    private readonly Level[] _leaves;
    private readonly bool _conjunction;
    private readonly bool _disjunction;
    private readonly bool _denied;

    public RightsPlan(EmitContext context)
    {
        _context = context;
        _word = context.Word;
        _leaves = [.. context.Architecture.Levels.Where(level => level.Leaf != LeafSupport.None)];
        _tables = [.. context.Architecture.Levels.Where(level => level.Owner != LevelName.Pte)];
        foreach ((_, _, Func<Rights, Test?> of) in All)
        {
            Test? shared = SharedTableTest(of);
            _conjunction |= shared is AnySetTest;
            _disjunction |= shared is NotTest;
            _denied |= shared is null && _tables.Any(level => of(level.Hardware.TableRights) is not null);
        }
    }

    /// <summary>What a walk carries, as parameters of a method; empty or with a trailing comma and space.</summary>
    public string Parameters => Each($"{_word} all", $"{_word} any", "AccessRights denied");

    /// <summary>The carried values before the first entry, as arguments.</summary>
    public string Initial => Each($"{_word}.MaxValue", "0", "AccessRights.None");

    /// <summary>The carried values as local variables.</summary>
    public string Locals => string.Join("\n", Parts($"{_word} all = {_word}.MaxValue;", $"{_word} any = 0;", "AccessRights denied = AccessRights.None;"));

    /// <summary>The carried values behind a table entry of <paramref name="level"/>, as arguments.</summary>
    public string Behind(Level level) => Each("all & entry", "any | entry", $"denied{Denials(level)}");

    /// <summary>The carried values moved behind a table entry of <paramref name="level"/>, as statements.</summary>
    public string Advance(Level level) => string.Join("\n", Parts(
        "all &= entry;", "any |= entry;", Denials(level) is { Length: > 0 } denials ? $"denied = denied{denials};" : string.Empty).Where(part => part.Length > 0));

    /// <summary>The rights at a leaf of <paramref name="level"/>, whose value is <c>entry</c>.</summary>
    public string AtLeaf(Level level) => Shared is null ? Compute(level) : $"RightsAtLeaf({(Asks ? "parameters, " : string.Empty)}{Each("all", "any", "denied")}entry)";

    /// <summary>The function that computes the rights at any leaf, where they take so much that every leaf calls it; else null.</summary>
    public string? Shared => !_tables[0].Hardware.UserWritableDeniesKernelExecute || _leaves.Select(Compute).Distinct().Count() > 1 ? null : $$"""
        // The rights at a leaf of any level.
        [MethodImpl(AggressiveInlining)]
        private static AccessRights RightsAtLeaf({{(Asks ? "Parameters parameters, " : string.Empty)}}{{Parameters}}{{_word}} entry) => {{Compute(_leaves[0])}};
        """;

    // Whether a right of a leaf depends on what the kernel decided.
    private bool Asks => _leaves.Concat(_tables).SelectMany(level => All.SelectMany(right => new[] { right.Of(level.Hardware.LeafRights), right.Of(level.Hardware.TableRights) }))
        .Any(test => test is not null && Tests.DependsOnParameters(test));

    private string Compute(Level level)
    {
        string rights = string.Join(" | ", All.Select(right => Flag(right.Bit, SharedTableTest(right.Of), right.Of(level.Hardware.LeafRights) is { } leaf ? _context.Hardware(leaf) : null)));
        string all = _denied ? $"(AccessRights)({rights}) & ~denied" : $"(AccessRights)({rights})";
        return level.Hardware.UserWritableDeniesKernelExecute ? $"WithoutUserWritableExecute({all})" : all;
    }

    private string Flag(int bit, Test? table, Test? leaf) => (table, leaf) switch
    {
        (AnySetTest one, AnySetTest two) when one == two => $"((int)(((all & entry) >> {Position(one)}) & 1) << {bit})",
        (NotTest one, NotTest two) when one == two => $"((int)((~(any | entry) >> {Position(one.Inner)}) & 1) << {bit})",
        (null, null) => $"{1 << bit}",
        (null, AnySetTest one) when IsOneBit(one) => $"((int)((entry >> {Position(one)}) & 1) << {bit})",
        _ => $"({Both(table, leaf)} ? {1 << bit} : 0)",
    };

    private string Both(Test? table, Test? leaf)
    {
        string[] parts = [.. new[] { Table(table), leaf is null ? null : $"({Ask(leaf, "entry")})" }.OfType<string>()];
        return string.Join(" && ", parts);
    }

    private string? Table(Test? table) => table switch
    {
        null => null,
        AnySetTest => $"({Ask(table, "all")})",
        _ => $"({Ask(table, "any")})",
    };

    // A test that all tables share and that can be asked of a conjunction or disjunction of entries.
    private Test? SharedTableTest(Func<Rights, Test?> of)
    {
        Test?[] tests = [.. _tables.Select(level => of(level.Hardware.TableRights)).Distinct()];
        Test? only = tests.Length == 1 && tests[0] is { } test ? _context.Hardware(test) : null;
        return only is AnySetTest any && IsOneBit(any) || only is NotTest { Inner: AnySetTest denied } && IsOneBit(denied) ? only : null;
    }

    private string Denials(Level level) => string.Concat(All.Select(right =>
        SharedTableTest(right.Of) is null && right.Of(level.Hardware.TableRights) is { } test
            ? $" | ({Ask(test, "entry")} ? AccessRights.None : AccessRights.{right.Flag})"
            : string.Empty));

    private string Ask(Test test, string operand) => Expression.Of(_context.Hardware(test), operand, _word, _context.HardwareParametersName);

    private static bool IsOneBit(Test test) => test is AnySetTest any && (any.Mask & (any.Mask - 1)) == 0;

    private static int Position(Test test)
    {
        int position = 0;
        for (ulong mask = ((AnySetTest)test).Mask; (mask & 1) == 0; mask >>= 1)
        {
            position++;
        }

        return position;
    }

    private IEnumerable<string> Parts(string conjunction, string disjunction, string denied) =>
        new[] { (_conjunction, conjunction), (_disjunction, disjunction), (_denied, denied) }.Where(part => part.Item1).Select(part => part.Item2);

    private string Each(string conjunction, string disjunction, string denied) =>
        string.Concat(Parts(conjunction, disjunction, denied).Select(part => part + ", "));
}
