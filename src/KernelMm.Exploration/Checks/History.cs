using System.Globalization;

namespace KernelMm.Exploration.Checks;

/// <summary>
/// What actors called, what each call answered, and which call was over before which began. A refinement check asks whether some
/// order of the calls that respects this would have given the same answers on a plain reference, one call at a time.
/// </summary>
/// <typeparam name="TState">The reference's state: an immutable value.</typeparam>
public sealed class History<TState>
    where TState : notnull
{
    // The search tries each order once; more calls than bits in its set would take it forever anyway.
    private const int MaxCalls = 32;

    private static readonly SharedObject Time = new("history", 0);

    private readonly List<Call> _calls = [];
    private int _time;

    /// <summary>Forgets all calls: for before an execution.</summary>
    public void Clear()
    {
        _calls.Clear();
        _time = 0;
    }

    /// <summary>Makes a call and records it.</summary>
    /// <param name="name">What is called, for people.</param>
    /// <param name="reference">What the reference makes of a state: the next one and the answer.</param>
    /// <param name="body">The call itself.</param>
    public TAnswer Record<TAnswer>(string name, Func<TState, (TState Next, TAnswer Answer)> reference, Func<TAnswer> body)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(body);

        // Whether a call was over before another began is part of the question, so the explorer must know that the order counts.
        Explorer.Current?.Point(SharedOperation.Read, Time);
        int begin = _time++;
        TAnswer answer = body();
        string said = Describe(answer);
        Explorer.Current?.Point(SharedOperation.Write, Time);
        _calls.Add(new Call(name, said, begin, _time++, state =>
        {
            (TState next, TAnswer expected) = reference(state);
            return (next, Describe(expected) == said);
        }));
        return answer;
    }

    /// <summary>Throws a <see cref="Finding"/> where no order explains the answers.</summary>
    /// <param name="initial">The reference's state before all calls.</param>
    public void Check(TState initial)
    {
        if (_calls.Count > MaxCalls)
        {
            throw new InvalidOperationException($"A history of {_calls.Count} calls is too long to be checked; {MaxCalls} is the most.");
        }

        if (!Explains(initial, done: 0, []))
        {
            string calls = string.Join("; ", _calls.OrderBy(call => call.Begin).Select(call => $"{call.Name} = {call.Answer} [{call.Begin}, {call.End}]"));
            throw new Finding("UNREFINED", $"No order of these calls gives these answers on the reference: {calls}.");
        }
    }

    private bool Explains(TState state, uint done, HashSet<(uint, TState)> failed)
    {
        if (done == (1UL << _calls.Count) - 1)
        {
            return true;
        }

        if (!failed.Add((done, state)))
        {
            return false;
        }

        for (int index = 0; index < _calls.Count; index++)
        {
            if ((done & (1u << index)) == 0 && MayBeNext(index, done))
            {
                (TState next, bool agrees) = _calls[index].Apply(state);
                if (agrees && Explains(next, done | (1u << index), failed))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // What was over before this one began must come before it.
    private bool MayBeNext(int index, uint done)
    {
        for (int other = 0; other < _calls.Count; other++)
        {
            if ((done & (1u << other)) == 0 && _calls[other].End < _calls[index].Begin)
            {
                return false;
            }
        }

        return true;
    }

    private static string Describe<TAnswer>(TAnswer answer) => string.Create(CultureInfo.InvariantCulture, $"{answer}");

    private sealed record Call(string Name, string Answer, int Begin, int End, Func<TState, (TState Next, bool Agrees)> Apply);
}
