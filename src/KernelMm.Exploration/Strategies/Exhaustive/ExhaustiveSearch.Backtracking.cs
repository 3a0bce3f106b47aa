using System.Numerics;
using KernelMm.Exploration.Engine;

namespace KernelMm.Exploration.Strategies.Exhaustive;

// What an execution teaches, and what is tried next.
public sealed partial class ExhaustiveSearch
{
    /// <summary>Whether the execution that has just ended belongs to this search's shard.</summary>
    internal bool OwnsLast => _prefixes.Owns(int.MaxValue);

    private bool Learn(Situation last)
    {
        if (_reduction != Reduction.SourceSets)
        {
            return true;
        }

        _races ??= new Races(last.Actors, IsBounded);
        HappensBefore order = last.Order;
        int end = Math.Min(order.Count, _limit);
        for (int step = _analysed; step < end; step++)
        {
            _races.OfStep(order, step, _reverse);
        }

        if (_limit == int.MaxValue)
        {
            LearnFromWhatDidNotHappen(last);
        }

        return true;
    }

    private void LearnFromWhatDidNotHappen(Situation last)
    {
        for (uint left = last.Unfinished; left != 0; left &= left - 1)
        {
            int actor = BitOperations.TrailingZeroCount(left);
            _races!.OfPending(last.Order, new Step(actor, last.Operation(actor), last.Target(actor)), _reverse);
        }

        if (last.WasCut && last.Unfinished == 0)
        {
            // Nobody knows what races the rest would have shown.
            for (int node = 0; node < _path.Count; node++)
            {
                _path[node].Todo = _path[node].Enabled;
            }
        }
    }

    private bool Reverse(int step, uint initials, int actor)
    {
        if (IsBounded)
        {
            return ReverseWithinBound(step, actor);
        }

        ref Node node = ref _path[_nodeOfStep[step]];
        uint possible = initials & node.Enabled;
        if (possible != 0 && (possible & (node.Todo | node.Sleep)) == 0)
        {
            node.Todo |= Bits.Of(BitOperations.TrailingZeroCount(possible));
        }

        return possible != 0;
    }

    private bool Backtrack()
    {
        for (; _path.Count > 0; _path.Truncate(_path.Count - 1))
        {
            ref Node node = ref _path[_path.Count - 1];
            if (node.IsActor ? NextActorOf(ref node) : NextAnswerOf(ref node))
            {
                _prefixes.Return(node.Forks);
                return true;
            }
        }

        return false;
    }

    private bool NextActorOf(ref Node node)
    {
        node.Done |= Bits.Of(node.Chosen);
        if (!IsBounded || node.Chosen == node.Staying)
        {
            node.Sleep |= Bits.Of(node.Chosen);
        }

        uint candidates = Candidates(ref node);
        if (candidates == 0)
        {
            return false;
        }

        node.Chosen = BitOperations.TrailingZeroCount(candidates);
        _analysed = node.Step;
        return true;
    }

    private bool NextAnswerOf(ref Node node)
    {
        if (node.Chosen + 1 == node.Count)
        {
            return false;
        }

        if (_bounds.Injections <= node.Injections)
        {
            BoundHits += _prefixes.Counts(node.Forks) ? node.Count - 1 - node.Chosen : 0;
            return false;
        }

        node.Chosen++;
        _analysed = node.Step + 1;
        return true;
    }

    private static int PreemptionsAfter(Node above) => above.Preemptions + (above.IsActor && above.Preempts(above.Chosen) ? 1 : 0);

    private static int InjectionsAfter(Node above) => above.Injections + (!above.IsActor && above.Chosen != 0 ? 1 : 0);

    private static int ForksAfter(Node above) => above.Forks + (above.IsFork ? 1 : 0);
}
