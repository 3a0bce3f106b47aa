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

        site.SlotPlace = SlotOf(call, method.Contracts.Of(call.TargetMethod));
        site.IsSure = (contract & Contract.MayFail) == 0;
        SayRetry(site, call, before);
        NoteSpins(site);
        for (var place = path.NextLocation(-1); place >= 0; place = path.NextLocation(place))
        {
            // What still points at the earlier mapping must not be taken for a pointer to the new one.
            if (path[place].DiesWith(site.Index))
            {
                path[place] = Value.Unknown;
            }
        }

        NoteHeld(site);
        for (var other = path.NextSite(-1); findings is not null && other >= 0; other = path.NextSite(other))
        {
            if (path.Site(other) is { OwesRelease: true } owed)
            {
                site.MadeWhileOwing.Add((method.Sites[other], owed.OwesUnlock));
            }
        }

        site.PopulatedBy ??= findings is null ? null : Populating(call);
        site.MaySleepWhileMapped = (contract & Contract.MaySleepWhileMapped) != 0;
        path.SetSite(site.Index, new SiteState
        {
            Above = Owed(site),
            Status = (contract & Contract.MayFail) != 0 ? MappingStatus.Maybe : MappingStatus.Mapped,
        });
        return Value.Pointer(site.Index, OffsetRange.Start);
    }

    // The call that fills the slot which this one maps, where it stands before it.
    private IInvocationOperation? Populating(IInvocationOperation map)
    {
        if (method.PopulatingCalls.Count == 0)
        {
            return null;
        }

        var slots = Slots(map);
        return method.PopulatingCalls.FirstOrDefault(c => c.Syntax.Span.End < map.Syntax.SpanStart && Slots(c).Overlaps(slots));
    }

    private HashSet<int> Slots(IInvocationOperation call) =>
        [.. from argument in call.Arguments
            where argument.Parameter is { } p && (method.Contracts.Of(call.TargetMethod).Parameter(p.Ordinal) & Contract.LiveSlot) != 0
            let place = Storage.Find(argument.Value)
            where place is not null
            select place.Value];

    // As bits. What the new mapping was under before it was made anew, it is not any more.
    private ulong Owed(MappingSite made)
    {
        var owed = 0UL;
        for (var other = path.NextSite(-1); other is >= 0 and < 64; other = path.NextSite(other))
        {
            owed |= other != made.Index && path.Site(other).OwesRelease ? 1UL << other : 0;
        }

        NoLongerBelow(made.Index);
        return owed;
    }

    private void NoLongerBelow(int site)
    {
        for (var other = path.NextSite(-1); site < 64 && other >= 0; other = path.NextSite(other))
        {
            var state = path.Site(other);
            if ((state.Above & (1UL << site)) != 0)
            {
                path.SetSite(other, state with { Above = state.Above & ~(1UL << site) });
            }
        }
    }

    // Only among mappings of one kind: another API's have an order of their own.
    private void SayOutOfOrder(int site, IOperation release)
    {
        var kind = method.Sites[site].Method.ContainingType;
        for (var other = path.NextSite(-1); findings is not null && site < 64 && other >= 0; other = path.NextSite(other))
        {
            var (later, state) = (method.Sites[other], path.Site(other));
            if ((state.Above & (1UL << site)) != 0 && state is { Status: MappingStatus.Mapped, OwesRelease: true }
                && SymbolEqualityComparer.Default.Equals(later.Method.ContainingType, kind))
            {
                findings.Add(Found(FindingKind.ReleasedOutOfOrder, site, release, Use.Released) with { Other = later });
            }
        }
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
        SayOutside(pointer, operand);
        SayOutOfOrder(pointer.Index, release);
        NoLongerBelow(pointer.Index);
        state = path.Site(pointer.Index);
        path.SetSite(pointer.Index, state with
        {
            Status = MappingStatus.Released,
            Ownership = Ownership.Ours,
            Above = 0,
            IsValidated = false,
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
        if (use is Use.Dereferenced or Use.PassedOn)
        {
            LookAt(pointer, operand);
        }

        var state = path.Site(pointer.Index);
        if (state.Status == MappingStatus.Released)
        {
            Say(FindingKind.UsedAfterRelease, pointer.Index, operand, use);
        }
        else if (state.MayBeNull && !nullIsFine)
        {
            findings?.Add(Found(FindingKind.UsedUntested, pointer.Index, operand, use) with { KnownNull = state.Status == MappingStatus.Null });
            if (state.Status == MappingStatus.Null)
            {
                // Known to be null and used all the same: nothing sensible can follow on this path.
                path.Kill();
            }

            // Said once; further uses on this path have the same cause.
            path.SetSite(pointer.Index, state.With(MappingStatus.Mapped) with { IsPresumed = state.Status == MappingStatus.Maybe });
        }
    }

    // The entry is looked at: the variable that points to it has not left it behind.
    private void LookAt(Value pointer, IOperation operand)
    {
        if (Storage.Find(operand) is { } place && path[place] is { IsPointer: true } there && there.Index == pointer.Index)
        {
            path[place] = Value.Pointer(there.Index, there.Offset.Look(method.Loops.IsInLoopOver(method.Sites[pointer.Index], operand)));
        }
    }

    private void SayOutside(Value pointer, IOperation operand)
    {
        if (path.Site(pointer.Index).Status == MappingStatus.Mapped && pointer.Offset is { IsBefore: true } or { IsAhead: true })
        {
            findings?.Add(Found(FindingKind.OutsideTable, pointer.Index, operand, Use.Released) with { IsBefore = pointer.Offset.IsBefore });
        }
    }

    private Value VisitStep(IIncrementOrDecrementOperation step)
    {
        var before = Visit(step.Target);
        var after = Advance(before, step.Target, step.Kind == OperationKind.Increment ? 1 : -1);
        Store(step.Target, after);
        NoteEffect(step, step.Target, after);
        return step.IsPostfix ? before : after;
    }

    private Value VisitCompound(ICompoundAssignmentOperation compound)
    {
        var before = Visit(compound.Target);
        var by = Visit(compound.Value);
        var after = compound.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract
            ? Advance(before, compound.Target, Distance(by, compound.OperatorKind))
            : compound is { OperatorMethod: null, OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or }
                ? Value.Both(before, by, compound.OperatorKind == BinaryOperatorKind.And)
                : Value.Unknown;
        Store(compound.Target, after);
        NoteEffect(compound, compound.Target, after);
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

        SayWalksPast(pointer.Index, operand);
        if (steps is not { } n)
        {
            return Value.Pointer(pointer.Index, OffsetRange.Anywhere);
        }

        var offset = n == -1 && pointer.Offset.Lowest == 0 && method.Loops.IsBehindDoLoops(method.Sites[pointer.Index], operand) ? pointer.Offset.Look(inLoop: true) : pointer.Offset;
        return Value.Pointer(pointer.Index, offset.Shift(n, method.Loops.IsInLoopOver(method.Sites[pointer.Index], operand)));
    }

    private static long? Distance(Value by, BinaryOperatorKind kind) => by.Constant switch
    {
        int n => kind == BinaryOperatorKind.Add ? n : -(long)n,
        long n => kind == BinaryOperatorKind.Add ? n : -n,
        _ => null,
    };
}
