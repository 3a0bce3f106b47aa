namespace KernelMm.Exploration.Tests;

/// <summary>A program that is nothing but its operations, for counting.</summary>
internal sealed class OperationProgram : Scenario
{
    private readonly int[] _holders = new int[8];
    private readonly List<string>? _log;
    private readonly Action<(int Actor, int Index)[]>? _ended;
    private readonly List<string> _now = [];
    private readonly List<(int, int)> _order = [];

    public OperationProgram(Op[][] actors, List<string>? log = null, Action<(int Actor, int Index)[]>? ended = null)
    {
        _log = log;
        _ended = ended;
        Actors = [.. actors.Select((ops, number) => new Actor($"actor {number}", () => Perform(number, ops)))];
    }

    public override IReadOnlyList<Actor> Actors { get; }

    public override void Begin()
    {
        _now.Clear();
        _order.Clear();
        Array.Fill(_holders, -1);
    }

    public override void End()
    {
        _log?.Add(string.Join(' ', _now));
        _ended?.Invoke([.. _order]);
    }

    private void Perform(int actor, Op[] ops)
    {
        Explorer explorer = Explorer.Current!;
        foreach (Op op in ops)
        {
            SharedObject target = new("cell", (ulong)op.Target);
            explorer.Point(op.Operation, target);
            if (op.Operation == SharedOperation.Acquire)
            {
                while (_holders[op.Target] >= 0)
                {
                    explorer.Wait(target, _holders[op.Target]);
                }

                _holders[op.Target] = actor;
            }
            else if (op.Operation == SharedOperation.Release)
            {
                _holders[op.Target] = -1;
                explorer.Wake(target);
            }

            _now.Add($"{actor}.{op}");
            _order.Add((actor, _order.Count(step => step.Item1 == actor)));
        }
    }
}
