using System.Numerics;
using KernelMm.Exploration.Engine;

namespace KernelMm.Exploration.Strategies.Exhaustive;

/// <summary>
/// Tries all executions, or one of each class, by depth: each execution is the last one up to a decision that can still be taken
/// otherwise.
/// </summary>
public sealed partial class ExhaustiveSearch : IStrategy
{
    private readonly Reduction _reduction;
    private readonly Bounds _bounds;
    private readonly Prefixes _prefixes;
    private readonly Log<Node> _path = new();
    private readonly Log<int> _nodeOfStep = new();
    private readonly Races.Reverse _reverse;
    private Races? _races;
    private int _analysed;
    private int _limit;
    private bool _first = true;

    /// <summary>A search.</summary>
    /// <param name="reduction">What is left out because it is like something else.</param>
    /// <param name="bounds">What is left out on purpose. A bound on preemptions makes reduction more careful, so that each class
    /// is tried that has any execution within the bound.</param>
    /// <param name="shard">Which part of the space is searched.</param>
    public ExhaustiveSearch(Reduction reduction, Bounds bounds, Shard shard)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        _reduction = reduction;
        _bounds = bounds;
        _prefixes = new Prefixes(shard);
        _reverse = Reverse;
    }

    /// <summary>How often a bound kept the search from trying something.</summary>
    public long BoundHits { get; private set; }

    /// <inheritdoc/>
    public bool NewExecution(Situation last)
    {
        ArgumentNullException.ThrowIfNull(last);
        bool goesOn = _first || (Learn(last) && Backtrack());
        _first = false;
        _limit = int.MaxValue;
        _nodeOfStep.Truncate(0);
        return goesOn;
    }

    /// <inheritdoc/>
    public int NextActor(Situation now)
    {
        ArgumentNullException.ThrowIfNull(now);
        int depth = now.Decisions;
        _nodeOfStep.Truncate(now.Steps);
        _nodeOfStep.Add(depth);
        if (depth < _path.Count)
        {
            return Again(now, depth);
        }

        return Push(now);
    }

    /// <inheritdoc/>
    public int NextChoice(Situation now, ChoiceKind kind, int count)
    {
        ArgumentNullException.ThrowIfNull(now);
        int depth = now.Decisions;
        if (depth < _path.Count)
        {
            return _path[depth].Count == count ? _path[depth].Chosen : throw Nondeterminism(depth, $"it is asked for one of {count} answers");
        }

        Node above = depth == 0 ? default : _path[depth - 1];
        _path.Add(new Node
        {
            Count = count,
            Step = now.Steps - 1,
            Preemptions = PreemptionsAfter(above),
            Injections = InjectionsAfter(above),
            Forks = ForksAfter(above),
            IsFork = true,
        });
        return 0;
    }

    private int Again(Situation now, int depth)
    {
        ref Node node = ref _path[depth];
        if (!node.IsActor)
        {
            throw Nondeterminism(depth, "somebody is to go on where something was to be answered");
        }

        if ((now.Enabled & Bits.Of(node.Chosen)) != 0)
        {
            return node.Chosen;
        }

        if (depth != _path.Count - 1)
        {
            throw Nondeterminism(depth, $"actor {node.Chosen} cannot go on, who could before");
        }

        // It went on, and found that it must wait: nothing came of it, and it cannot be chosen here.
        node.Enabled = now.Enabled;
        node.Done |= Bits.Of(node.Chosen);
        node.Sleep |= Bits.Of(node.Chosen);
        if (node.Staying == node.Chosen)
        {
            // To leave one who cannot go on is no preemption, so nothing is beyond the bound here.
            node.Staying = -1;
            CountCut(ref node, 0);
            SwitchFreely(ref node, Bits.Of(node.Chosen));
        }

        node.Todo = IsBounded ? now.Enabled : node.Todo & now.Enabled;
        if (node.Todo == 0)
        {
            node.Todo = FirstOf(ref node, now);
        }

        return Take(ref node, now);
    }

    private int Push(Situation now)
    {
        int depth = _path.Count;
        Node above = depth == 0 ? default : _path[depth - 1];
        Node node = new()
        {
            Enabled = now.Enabled,
            Step = now.Steps,
            Staying = now.CurrentIsEnabled ? now.Current : -1,
            Preemptions = PreemptionsAfter(above),
            Injections = InjectionsAfter(above),
            Forks = ForksAfter(above),
            Sleep = _reduction == Reduction.None ? 0 : SleepAfter(now),
        };
        if (!_prefixes.Owns(node.Forks))
        {
            _limit = 0;
            return Situation.SomebodyElses;
        }

        bool whole = _reduction != Reduction.SourceSets || _prefixes.IsInside(node.Forks);
        node.Todo = whole ? node.Enabled : FirstOf(ref node, now);
        if (node.Staying < 0)
        {
            SwitchFreely(ref node, IsWaiting(now) ? 0 : node.Sleep);
        }

        node.IsFork = BitOperations.PopCount(node.Enabled & ~node.Sleep) > 1;
        _path.Add(node);
        return Take(ref _path[depth], now);
    }

    // One who need not be tried stands for nothing; one who goes on costs no preemption.
    private static uint FirstOf(ref Node node, Situation now)
    {
        uint awake = node.Enabled & ~node.Sleep;
        return awake == 0 ? 0 : Bits.Of((awake & Bits.Of(now.Default)) != 0 ? now.Default : BitOperations.TrailingZeroCount(awake));
    }

    private int Take(ref Node node, Situation now)
    {
        uint candidates = Candidates(ref node);
        if (candidates == 0)
        {
            // What follows belongs to no part of the tree.
            _limit = node.Step;
            return Situation.LikeAnother;
        }

        node.Chosen = (candidates & Bits.Of(now.Default)) != 0 ? now.Default : BitOperations.TrailingZeroCount(candidates);
        return node.Chosen;
    }

    private uint Candidates(ref Node node)
    {
        uint candidates = node.Todo & node.Enabled & ~(node.Sleep | node.Done);
        if (_bounds.Preemptions <= node.Preemptions && node.Staying >= 0)
        {
            uint kept = candidates & Bits.Of(node.Staying);
            CountCut(ref node, node.Cut | (candidates & ~kept));
            return kept;
        }

        return candidates;
    }

    private void CountCut(ref Node node, uint cut)
    {
        if (_prefixes.Counts(node.Forks))
        {
            BoundHits += BitOperations.PopCount(cut) - BitOperations.PopCount(node.Cut);
        }

        node.Cut = cut;
    }

    // The sleepers are those of the decision before, without whom the step since then wakes by conflicting with what they are about to do.
    private uint SleepAfter(Situation now)
    {
        int last = now.Order.Count - 1;
        if (last < 0)
        {
            return 0;
        }

        uint sleep = _path[_nodeOfStep[last]].Sleep & ~Bits.Of(now.Order.StepOf(last).Actor);
        for (uint left = sleep; left != 0; left &= left - 1)
        {
            int actor = BitOperations.TrailingZeroCount(left);
            if (Touches(now.Order, last, now.Operation(actor), now.Target(actor)))
            {
                sleep &= ~Bits.Of(actor);
            }
        }

        return sleep;
    }

    private static bool Touches(HappensBefore order, int step, SharedOperation operation, int target)
    {
        for (int access = order.NewestAccess(target); access >= 0 && order.AccessAt(access).Event >= step; access = order.AccessAt(access).Older)
        {
            if (order.AccessAt(access).Event == step && order.Conflicts(order.AccessAt(access), operation, target))
            {
                return true;
            }
        }

        return false;
    }

    private static InvalidOperationException Nondeterminism(int depth, string what) =>
        new($"One schedule did not give one execution: at decision {depth} {what}. Something that actors share is no scheduling point, or does not go back to its first state.");
}
