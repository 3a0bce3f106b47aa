using KernelMm.Exploration.Engine;

namespace KernelMm.Exploration.Strategies.Exhaustive;

// Reduction together with a bound on preemptions, after Coons, Musuvathi, McKinley: "Bounded partial-order reduction" (OOPSLA 2013).
// The execution that stands for a class without a bound may be beyond the bound when another of its class is not; so less is left
// out. What is left out, and why no class is lost by it that has an execution within the bound:
//
// - Where the last actor can go on, it alone is tried unless a race shows that another order matters. The one who took the later
//   step of the race is tried before the earlier one, which costs a preemption, and also where the earlier one's actor began to
//   run without a break: to let the other run there instead may cost none. Races hide no older ones.
// - Where the last actor cannot go on, all are tried: whoever comes next costs nothing.
// - To sleep is only who could have stayed. Anybody else's step costs more here than it may cost later, when who is at it ends, so
//   that the execution that was tried does not stand for the one that is left out. Taking the step at once and being preempted then
//   costs no more than being preempted here and coming back.
// - Everybody wakes where somebody is left who waits: had the sleeper gone on, that one might not have had to wait, and to leave it
//   would have been a preemption.
public sealed partial class ExhaustiveSearch
{
    private bool IsBounded => _bounds.Preemptions is not null;

    // To leave one who has come to its end, or who waits, costs nothing.
    private void SwitchFreely(ref Node node, uint sleep)
    {
        if (IsBounded && _reduction != Reduction.None)
        {
            node.Sleep = sleep;
            node.Todo = node.Enabled;
        }
    }

    private static bool IsWaiting(Situation now) => now.Current >= 0 && (now.Unfinished & Bits.Of(now.Current)) != 0;

    private bool ReverseWithinBound(int step, int actor)
    {
        Try(ref _path[_nodeOfStep[step]], actor);
        Try(ref _path[_nodeOfStep[StartOfRun(step)]], actor);
        return false;
    }

    private static void Try(ref Node node, int actor)
    {
        uint possible = node.Enabled & ~(node.Sleep & ~node.Done);
        node.Todo |= (possible & Bits.Of(actor)) != 0 ? Bits.Of(actor) : node.Enabled;
    }

    // The node of a step knows whose step it is: nothing else was chosen there on this path.
    private int StartOfRun(int step)
    {
        int start = step;
        while (start > 0 && _path[_nodeOfStep[start - 1]].Chosen == _path[_nodeOfStep[step]].Chosen)
        {
            start--;
        }

        return start;
    }
}
