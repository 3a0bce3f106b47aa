using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>
/// For which states of a pmd slot a predicate holds, as the contract <c>[HoldsFor]</c> says it. Nothing is taken for granted of a
/// predicate's name: each state is a test made of the level's own, and the contract says what all its entries answer.
/// </summary>
internal static class SlotStateEmitter
{
    /// <summary>The contract's line; empty where the entries of some state differ, or where it would say nothing.</summary>
    public static string HoldsFor(EmitContext context, Level level, Predicate predicate)
    {
        if (level.Owner != LevelName.Pmd)
        {
            return string.Empty;
        }

        Test question = context.ByDefault(predicate.Test);
        List<string> held = [];
        foreach ((string name, Test state) in States(context, level))
        {
            switch (Entries.Answer(question, state))
            {
                case null:
                    return string.Empty;
                case true:
                    held.Add($"SlotStates.{name}");
                    break;
            }
        }

        return held.Count == 0 ? string.Empty : $"[HoldsFor({string.Join(" | ", held)})]\n";
    }

    // In the order of the enum. A state that no entry is in counts with the one that is taken for it there, so that nobody is asked to
    // tell the two apart: device memory with huge pages, the others with none.
    private static IEnumerable<(string Name, Test State)> States(EmitContext context, Level level)
    {
        Test none = Ask(context, level, "none");
        Test present = Ask(context, level, "present");
        Test leaf = Leaf(context, level, present);
        Test other = All(Not(none), Not(leaf));
        Test huge = All(Not(none), leaf, LaidOutAsLeaf(context, level));
        Test normal = NormalPage(context, level);
        Test bad = Ask(context, level, "bad");
        yield return ("None", none);
        yield return ("Table", All(other, present, Not(bad)));
        yield return ("Huge", First(All(huge, normal), huge, none));
        yield return ("Devmap", First(All(huge, Not(normal)), huge, none));
        yield return ("Migration", First(All(other, Not(present), SwapBits(level)), none));
        yield return ("Bad", First(All(other, present, bad), none));
    }

    // As EntryKind decides it.
    private static Test Leaf(EmitContext context, Level level, Test present)
    {
        Test byPredicate = All(Ask(context, level, "leaf"), present);
        return level.LeafWhen is { } when ? new AnyTest(new([context.ByDefault(when), byPredicate])) : byPredicate;
    }

    // What Linux takes for a leaf and the MMU for a table is an entry that nobody makes.
    private static Test LaidOutAsLeaf(EmitContext context, Level level) =>
        level.LinuxTableOffset == 0 ? context.ByDefault(level.Hardware.Leaf) : new ConstantTest(true);

    // A huge page that is no device memory; where there is no bit for that, what Linux calls a huge page.
    private static Test NormalPage(EmitContext context, Level level) =>
        Has(level, "devmap") ? Not(Ask(context, level, "devmap"))
        : Has(level, "trans_huge") ? Ask(context, level, "trans_huge")
        : new ConstantTest(true);

    private static Test SwapBits(Level level) =>
        level is { HoldsSwap: true, SwapBits: not 0 } ? new EqualsTest(level.SwapBits, level.SwapBits) : new ConstantTest(true);

    private static Test First(params Test[] candidates) =>
        candidates.First(candidate => candidate == candidates[candidates.Length - 1] || Entries.Exist(candidate) is not false);

    private static bool Has(Level level, string name) => level.Predicates.Any(predicate => predicate.Name == name);

    private static Test Ask(EmitContext context, Level level, string name) =>
        level.Predicates.FirstOrDefault(predicate => predicate.Name == name) is { } asked ? context.ByDefault(asked.Test) : new ConstantTest(false);

    private static AllTest All(params Test[] parts) => new AllTest(new(parts));

    private static NotTest Not(Test test) => new NotTest(test);
}
