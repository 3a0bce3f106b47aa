using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace KernelMm;

/// <summary>
/// Misuse of the mm protocol at run time: a lock released by a stranger, sleeping where that is forbidden, a freed table touched,
/// an RCU imbalance. The kernel's word for what it prints then.
/// </summary>
/// <param name="message">Who did what, and where.</param>
/// <param name="task">The number of the task that did it; 0 where none is known.</param>
/// <param name="freed">Who freed what was touched, and when; null where nothing freed is involved.</param>
[SuppressMessage("Naming", "CA1710", Justification = "An oops is an oops: the field's word needs no suffix.")]
[SuppressMessage("Design", "CA1032", Justification = "An oops without a message would say nothing.")]
public sealed class Oops(string message, int task = 0, FreeRecord? freed = null) : Exception(message)
{
    /// <summary>The number of the task that did it; 0 where none is known.</summary>
    public int Task { get; } = task;

    /// <summary>Who freed what was touched, and when; null where nothing freed is involved.</summary>
    public FreeRecord? Freed { get; } = freed;

    /// <summary>The function that did it: the first on the stack that is not part of the machine's own checks; null before it is thrown.</summary>
    public string? Where
    {
        get
        {
            foreach (StackFrame frame in new StackTrace(this, fNeedFileInfo: false).GetFrames())
            {
                if (frame.GetMethod() is { DeclaringType: { } type } method && !IsOfTheMachine(type))
                {
                    return Name(type, method);
                }
            }

            return null;
        }
    }

    private static bool IsOfTheMachine(Type type) =>
        type.Namespace is "KernelMm.Locking" or "KernelMm.Physical" or "KernelMm.Rcu" or "KernelMm.Tlb" || type == typeof(Mm);

    private static string Name(Type type, MethodBase method) => $"{type.Name}.{method.Name}";
}

/// <summary>Who freed a frame, and when.</summary>
/// <param name="Pfn">Which frame.</param>
/// <param name="Task">The number of the task that freed it.</param>
/// <param name="At">The machine's clock then, in ticks.</param>
/// <param name="Reallocated">Whether somebody else has it since.</param>
public readonly record struct FreeRecord(Pfn Pfn, int Task, ulong At, bool Reallocated)
{
    /// <summary>The same in words.</summary>
    public override string ToString() => $"task {Task} freed frame {Pfn} at tick {At}{(Reallocated ? ", and it was handed out again since" : "")}";
}
