using KernelMm.Exploration.Engine;

namespace KernelMm.Exploration.Strategies.Exhaustive;

/// <summary>
/// Finds the earlier steps that a step conflicts with and that need not have come before it, and for each the actors one of whom
/// must be tried there so that the other order is seen.
/// </summary>
internal sealed class Races(int actors, bool isBounded)
{
    private readonly int[] _covered = new int[actors];
    private readonly int[] _firstSeen = new int[actors];

    /// <summary>Called for each race with the index of the earlier step, the set of actors, and the one who took the later step.</summary>
    /// <returns>Whether one of them can be tried there.</returns>
    public delegate bool Reverse(int step, uint initials, int actor);

    /// <summary>The races of a step that was taken.</summary>
    public void OfStep(HappensBefore order, int index, Reverse reverse)
    {
        Step step = order.StepOf(index);
        SetCoveredToPredecessor(order, index, step.Actor);
        int access = order.NewestAccess(step.Target);
        while (access >= 0 && order.AccessAt(access).Event >= index)
        {
            access = order.AccessAt(access).Older;
        }

        Search(order, access, step, index, reverse);
    }

    /// <summary>The races that the next step of an actor would have at the end of an execution, which it did not come to take.</summary>
    public void OfPending(HappensBefore order, Step pending, Reverse reverse)
    {
        SetCovered(order, order.LastOf(pending.Actor));
        Search(order, order.NewestAccess(pending.Target), pending, order.Count, reverse);
    }

    private void Search(HappensBefore order, int access, Step step, int end, Reverse reverse)
    {
        for (; access >= 0; access = order.AccessAt(access).Older)
        {
            HappensBefore.Access earlier = order.AccessAt(access);
            int actor = order.StepOf(earlier.Event).Actor;
            if (actor == step.Actor || !order.Conflicts(earlier, step.Operation, step.Target)
                || !(isBounded || CanBeReversed(order, earlier, step))
                || order.PlaceOf(earlier.Event) <= _covered[actor])
            {
                continue;
            }

            // Where nobody can be tried, or may turn out to wait, the race cannot be reversed there, and one before it may matter.
            if (reverse(earlier.Event, Initials(order, earlier.Event, step, end), step.Actor) && !Operations.MayHaveToWait(earlier.Operation, step.Operation))
            {
                Cover(order.ClockOf(earlier.Event));
            }
        }
    }

    // Who was let go on by a step cannot have gone on before it.
    private static bool CanBeReversed(HappensBefore order, HappensBefore.Access earlier, Step step) =>
        Operations.CanBeReversed(earlier.Operation, step.Operation)
        && !(Operations.IsAttempt(step.Operation) && order.StepOf(earlier.Event).Target != earlier.Target);

    // The first steps among those that follow the earlier one without needing it, and the later one with them.
    private uint Initials(HappensBefore order, int earlier, Step step, int end)
    {
        int actor = order.StepOf(earlier).Actor;
        int place = order.PlaceOf(earlier);
        uint seen = 0;
        uint initials = 0;
        for (int index = earlier + 1; index < end; index++)
        {
            ReadOnlySpan<int> clock = order.ClockOf(index);
            int who = order.StepOf(index).Actor;
            if (clock[actor] >= place || (seen & Bits.Of(who)) != 0)
            {
                continue;
            }

            initials |= IsFirst(clock, seen) ? Bits.Of(who) : 0;
            seen |= Bits.Of(who);
            _firstSeen[who] = order.PlaceOf(index);
        }

        return (seen & Bits.Of(step.Actor)) == 0 && IsFree(order, earlier, step, end) ? initials | Bits.Of(step.Actor) : initials;
    }

    private bool IsFirst(ReadOnlySpan<int> clock, uint seen)
    {
        for (int actor = 0; actor < actors; actor++)
        {
            if ((seen & Bits.Of(actor)) != 0 && clock[actor] >= _firstSeen[actor])
            {
                return false;
            }
        }

        return true;
    }

    // Whether nothing between the two that does not need the earlier one must come before the later one.
    private static bool IsFree(HappensBefore order, int earlier, Step step, int end)
    {
        int actor = order.StepOf(earlier).Actor;
        int place = order.PlaceOf(earlier);
        for (int access = order.NewestAccess(step.Target); access >= 0; access = order.AccessAt(access).Older)
        {
            HappensBefore.Access between = order.AccessAt(access);
            if (between.Event <= earlier)
            {
                break;
            }

            if (between.Event < end && order.ClockOf(between.Event)[actor] < place && order.Conflicts(between, step.Operation, step.Target))
            {
                return false;
            }
        }

        return true;
    }

    private void SetCoveredToPredecessor(HappensBefore order, int index, int actor)
    {
        int previous = index - 1;
        while (previous >= 0 && order.StepOf(previous).Actor != actor)
        {
            previous--;
        }

        SetCovered(order, previous);
    }

    private void SetCovered(HappensBefore order, int index)
    {
        if (index < 0)
        {
            Array.Clear(_covered);
        }
        else
        {
            order.ClockOf(index).CopyTo(_covered);
        }
    }

    private void Cover(ReadOnlySpan<int> clock)
    {
        for (int actor = 0; actor < actors; actor++)
        {
            _covered[actor] = Math.Max(_covered[actor], clock[actor]);
        }
    }
}
