using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private bool IsMap(IOperation operation) =>
        operation is IInvocationOperation call && (method.Contracts.Of(call.TargetMethod).Result & Contract.ReturnsMapped) != 0;

    /// <summary>A map: the mapping that this operation made before has to be gone by now.</summary>
    private Value Map(IInvocationOperation call, int parameter, Contract contract)
    {
        var site = method.Site(call, parameter, call.TargetMethod);
        var before = path.Site(site.Index);
        if (before.OwesRelease || before.OwesUnlock)
        {
            SayOwed(site, before, call.Syntax.GetLocation(), byException: false);
        }

        for (var place = 0; place < path.LocationCount; place++)
        {
            // What still points at the earlier mapping must not be taken for a pointer to the new one.
            if (path[place].IsAboutMapping && path[place].Index == site.Index)
            {
                path[place] = Value.Unknown;
            }
        }

        foreach (var other in method.Sites)
        {
            if (findings is not null && path.Site(other.Index) is { OwesRelease: true } owed)
            {
                site.MadeWhileOwing.Add((other, owed.OwesUnlock));
            }
        }

        path.SetSite(site.Index, new SiteState
        {
            Status = (contract & Contract.MayFail) != 0 ? MappingStatus.Maybe : MappingStatus.Mapped,
        });
        return Value.Pointer(site.Index, OffsetRange.Start);
    }

    private void Release(Value pointer, IOperation release, IOperation operand, bool allowsNull)
    {
        var state = path.Site(pointer.Index);
        if (state.Status == MappingStatus.GaveUp)
        {
            return;
        }

        if (allowsNull && state.Status == MappingStatus.Null)
        {
            return;
        }

        UseOf(pointer, operand, Use.Released, nullIsFine: allowsNull);
        state = path.Site(pointer.Index);
        path.SetSite(pointer.Index, state with
        {
            Status = MappingStatus.Released,
            Ownership = Ownership.Ours,
            ReleasedAt = state.Status == MappingStatus.Released ? state.ReleasedAt : release,
            Lock = UnlocksUnknown(release) && state.Lock == LockStatus.Held ? LockStatus.NotHeld : state.Lock,
        });
    }

    // Unmap and unlock in one, where the lock came by a way that the engine could not follow: it is taken for the right one.
    private bool UnlocksUnknown(IOperation release) =>
        release is IInvocationOperation call
        && call.Arguments.Any(a =>
            (method.Contracts.OfStorage(a.Parameter!) & Contract.Unlocks) != 0
            && (Storage.Find(a.Value) is not { } place || path[place].Kind == ValueKind.Unknown));

    /// <summary>Releasing what came from elsewhere tells at least that it is dead from here on.</summary>
    private void ReleaseForeign(IInvocationOperation call, IArgumentOperation argument)
    {
        if (Storage.Find(argument.Value) is not { } place)
        {
            return;
        }

        var site = method.Site(call, argument.Parameter!.Ordinal, call.TargetMethod, isForeign: true);
        site.PointerName ??= NameOf(argument.Value.Syntax);
        path.SetSite(site.Index, new SiteState { Status = MappingStatus.Released, ReleasedAt = call });
        path[place] = Value.Pointer(site.Index, OffsetRange.Anywhere);
    }

    /// <summary>A pointer is used: it has to be tested by now, and not released yet.</summary>
    private void UseOf(Value pointer, IOperation operand, Use use, bool nullIsFine = false)
    {
        var state = path.Site(pointer.Index);
        if (state.Status == MappingStatus.Released)
        {
            Say(FindingKind.UsedAfterRelease, pointer.Index, operand, use);
        }
        else if (state.MayBeNull && !nullIsFine)
        {
            Say(FindingKind.UsedUntested, pointer.Index, operand, use);
            if (state.Status == MappingStatus.Null)
            {
                // Known to be null and used all the same: nothing sensible can follow on this path.
                path.Kill();
            }

            // Said once; further uses on this path have the same cause.
            path.SetSite(pointer.Index, state.With(MappingStatus.Mapped));
        }
    }

    private Value VisitStep(IIncrementOrDecrementOperation step)
    {
        var before = Visit(step.Target);
        var after = Advance(before, step.Target, step.Kind == OperationKind.Increment ? 1 : -1);
        Store(step.Target, after);
        return step.IsPostfix ? before : after;
    }

    private Value VisitCompound(ICompoundAssignmentOperation compound)
    {
        var before = Visit(compound.Target);
        var by = Visit(compound.Value);
        var after = compound.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract
            ? Advance(before, compound.Target, Distance(by, compound.OperatorKind))
            : Value.Unknown;
        Store(compound.Target, after);
        return after;
    }

    private Value Advance(Value pointer, IOperation operand, long? steps)
    {
        if (!pointer.IsPointer)
        {
            return Value.Unknown;
        }

        if (path.Site(pointer.Index).Status != MappingStatus.Released)
        {
            // Arithmetic on a dead pointer harms nobody until the result is used; on a null one it hides the null from every later test.
            UseOf(pointer, operand, Use.Advanced);
        }

        return Value.Pointer(pointer.Index, steps is { } n ? pointer.Offset.Shift(n) : OffsetRange.Anywhere);
    }

    private static long? Distance(Value by, BinaryOperatorKind kind) => by.Constant switch
    {
        int n => kind == BinaryOperatorKind.Add ? n : -(long)n,
        long n => kind == BinaryOperatorKind.Add ? n : -n,
        _ => null,
    };
}
