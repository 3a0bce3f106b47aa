using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// What a path goes on with at the end of the finally block that it is in: the rest of a branch, or an exception on its way out.
/// It is part of what parts two paths, so that each leaves a finally block by the way it came.
/// </summary>
/// <param name="Outer">The way out that was interrupted by this one.</param>
/// <param name="Branch">The branch to complete; null where an exception is on its way.</param>
/// <param name="NextFinally">Which of the branch's finally blocks comes next.</param>
/// <param name="RaisedIn">The region that the exception leaves.</param>
/// <param name="Thrown">The throw; null where some call may have thrown.</param>
internal sealed record PendingExit(
    PendingExit? Outer,
    ControlFlowBranch? Branch,
    int NextFinally,
    ControlFlowRegion? RaisedIn,
    IOperation? Thrown);
