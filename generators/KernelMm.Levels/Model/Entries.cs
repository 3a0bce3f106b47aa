namespace KernelMm.Levels.Model;

/// <summary>What can be said of all entries that pass a test without looking at any: a search over the bits that tests ask about.</summary>
public static class Entries
{
    /// <summary>Far more than any real file needs; a file that is made to be slow gets no answer.</summary>
    private const int MostSteps = 20_000;

    /// <summary>Whether some entry passes a test that depends on no parameter; null where finding out takes too long.</summary>
    public static bool? Exist(Test test)
    {
        int steps = MostSteps;
        bool exists = Search([Goal(test, true)], default, ref steps);
        return steps > 0 ? exists : null;
    }

    /// <summary>What every entry that passes <paramref name="given"/> answers to a question; null where they differ, or where finding out takes too long.</summary>
    public static bool? Answer(Test question, Test given) =>
        Exist(new AllTest(new([given, new NotTest(question)]))) is false ? true
        : Exist(new AllTest(new([given, question]))) is false ? false
        : null;

    // Negation is pushed down to the bits, so that there are four kinds of goals.
    private abstract record EntryGoal;

    private sealed record EachBit(ulong Mask, ulong Value) : EntryGoal;

    private sealed record SomeBit(ulong Mask, ulong Value) : EntryGoal;

    private sealed record EachGoal(EntryGoal[] Goals) : EntryGoal;

    private sealed record SomeGoal(EntryGoal[] Goals) : EntryGoal;

    /// <summary>The bits that are settled so far.</summary>
    private readonly record struct Settled(ulong Mask, ulong Value)
    {
        public bool Contradicts(EachBit bits) => ((Value ^ bits.Value) & Mask & bits.Mask) != 0;

        public bool Meets(SomeBit bits) => (~(Value ^ bits.Value) & Mask & bits.Mask) != 0;

        public Settled With(ulong mask, ulong value) => new(Mask | mask, Value | (value & mask));
    }

    private static EntryGoal Goal(Test test, bool sense) => test switch
    {
        ConstantTest constant => constant.Value == sense ? new EachGoal([]) : new SomeGoal([]),
        AnySetTest any => sense ? new SomeBit(any.Mask, any.Mask) : new EachBit(any.Mask, 0),
        EqualsTest equals => sense ? new EachBit(equals.Mask, equals.Value) : new SomeBit(equals.Mask, ~equals.Value & equals.Mask),
        NotTest not => Goal(not.Inner, !sense),
        AllTest all => Goals(all.Parts, sense, isEach: sense),
        AnyTest any => Goals(any.Parts, sense, isEach: !sense),
        _ => throw new ArgumentException($"A test that depends on parameters: {test}.", nameof(test)),
    };

    private static EntryGoal Goals(EquatableArray<Test> parts, bool sense, bool isEach)
    {
        EntryGoal[] goals = [.. parts.Select(part => Goal(part, sense))];
        return isEach ? new EachGoal(goals) : new SomeGoal(goals);
    }

    private static bool Search(List<EntryGoal> goals, Settled settled, ref int steps)
    {
        while (goals.Count > 0)
        {
            if (--steps <= 0)
            {
                return false;
            }

            switch (TakeNarrowest(goals, settled))
            {
                case EachBit each when settled.Contradicts(each):
                    return false;
                case EachBit each:
                    settled = settled.With(each.Mask, each.Value);
                    break;
                case EachGoal all:
                    goals.AddRange(all.Goals);
                    break;
                case SomeBit some when settled.Meets(some):
                    break;
                case SomeBit some:
                    return TryBits(some, goals, settled, ref steps);
                case SomeGoal any:
                    return TryGoals(any, goals, settled, ref steps);
            }
        }

        return true;
    }

    private static bool TryBits(SomeBit some, List<EntryGoal> goals, Settled settled, ref int steps)
    {
        for (ulong left = some.Mask & ~settled.Mask; left != 0; left &= left - 1)
        {
            if (Search([.. goals], settled.With(left & (~left + 1), some.Value), ref steps))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryGoals(SomeGoal any, List<EntryGoal> goals, Settled settled, ref int steps)
    {
        foreach (EntryGoal goal in any.Goals)
        {
            if (Search([.. goals, goal], settled, ref steps))
            {
                return true;
            }
        }

        return false;
    }

    // What leaves the fewest ways comes first: most other goals are met or lost by then.
    private static EntryGoal TakeNarrowest(List<EntryGoal> goals, Settled settled)
    {
        int narrowest = 0;
        int fewest = int.MaxValue;
        for (int index = 0; index < goals.Count && fewest > 0; index++)
        {
            int ways = Ways(goals[index], settled);
            (narrowest, fewest) = ways < fewest ? (index, ways) : (narrowest, fewest);
        }

        EntryGoal taken = goals[narrowest];
        goals.RemoveAt(narrowest);
        return taken;
    }

    private static int Ways(EntryGoal goal, Settled settled) => goal switch
    {
        SomeBit some when !settled.Meets(some) => Count(some.Mask & ~settled.Mask),
        SomeGoal any => any.Goals.Length,
        _ => 0,
    };

    private static int Count(ulong bits)
    {
        int count = 0;
        for (; bits != 0; bits &= bits - 1)
        {
            count++;
        }

        return count;
    }
}
