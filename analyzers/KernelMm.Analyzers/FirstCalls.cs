using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers;

/// <summary>
/// Tells the first call of a body that makes the body worth an analysis from all later ones, so that each body is followed once. The
/// compiler shows a body's calls one after the other, so the answer for the last body is kept; where several threads show theirs by
/// turns it is found anew.
/// </summary>
internal sealed class FirstCalls(ContractReader contracts)
{
    private IOperation? _first;

    public bool IsFirst(IInvocationOperation call)
    {
        var root = RootOf(call);
        var first = Volatile.Read(ref _first);
        if (first is null || RootOf(first) != root)
        {
            first = root.DescendantsAndSelf().First(o => o is IInvocationOperation other && contracts.Of(other.TargetMethod).IsWatched);
            Volatile.Write(ref _first, first);
        }

        return first == call;
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}
