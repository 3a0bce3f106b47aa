using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private const string PmdLock = Vocabulary.PmdLock;

    /// <summary>What a call does to the resources that its contract names. Where its answer says whether it acquired one, that test.</summary>
    private Value MoveResources(IOperation call, IMethodSymbol target, MethodContract contract, IReadOnlyList<string> operands)
    {
        foreach (var resource in contract.Claims.Releases)
        {
            GiveBack(resource, call, operands);
        }

        var test = Value.Unknown;
        foreach (var resource in contract.Claims.Acquires)
        {
            var asked = target.ReturnType.SpecialType == SpecialType.System_Boolean;
            var isUnsure = (contract.Result & Contract.MayFail) != 0 || target.ReturnType.NullableAnnotation == NullableAnnotation.Annotated;
            test = Acquire(resource, call, target, operands, asked, isUnsure);
        }

        return test;
    }

    private Value Acquire(string resource, IOperation by, IMethodSymbol target, IReadOnlyList<string> operands, bool asked, bool isUnsure)
    {
        var held = method.Facts.Of(
            FactKind.Held,
            by,
            n => new Fact(n, FactKind.Held, method.Site(by, -2, target, isForeign: true)) { Resource = resource, Operands = operands },
            resource);
        var before = path.Mark(held.Number);
        if (before == Mark.Held && held.ReleasedBy is not null && path.FailedSite() is var failed and >= 0)
        {
            findings?.Add(Forgotten(held, method.Sites[failed], by.Syntax.GetLocation()));
        }

        path.SetMark(held.Number, isUnsure || (before & Mark.Held) != 0 ? before | Mark.Mixed : asked ? Mark.MaybeHeld : Mark.Held);
        if (resource == PmdLock)
        {
            TakePmdLock(by);
        }

        return asked ? Value.HeldTest(held) : Value.Unknown;
    }

    private void GiveBack(string resource, IOperation by, IReadOnlyList<string> operands)
    {
        var all = method.Facts.All(FactKind.Held).Where(f => f.Resource == resource).ToList();
        var live = all.FindAll(f => (path.Mark(f.Number) & (Mark.Held | Mark.MaybeHeld)) != 0 && (path.Mark(f.Number) & Mark.Mixed) == 0);
        var same = live.FindAll(f => f.Operands.SequenceEqual(operands));
        var meant = same.Count > 0 ? same : live;
        foreach (var held in meant)
        {
            held.ReleasedBy ??= by;
            path.SetMark(held.Number, meant.Count == 1 ? Mark.GivenBack : Mark.GivenBack | Mark.Mixed);
        }

        if (meant.Count == 0 && !all.Exists(f => (path.Mark(f.Number) & Mark.Mixed) != 0))
        {
            var callers = method.Facts.Of(FactKind.Callers, resource, n => new Fact(n, FactKind.Callers, null) { Resource = resource });
            path.SetMark(callers.Number, Mark.GivenAway);
        }

        if (resource == PmdLock)
        {
            GivePmdLockBack();
        }

        Progress(moved: false);
    }

    /// <summary>A lock that a call has named is taken or given back by this argument of another call.</summary>
    private Value MoveNamedLock(IInvocationOperation call, IOperation operand, int named, Contract contract)
    {
        if (method.Contracts.Of(method.Sites[named].Method).Claims.NamedLock is not { } resource)
        {
            return Value.Unknown;
        }

        string[] operands = [operand.Syntax.ToString()];
        if ((contract & Contract.Unlocks) != 0)
        {
            GiveBack(resource, call, operands);
        }
        else if ((contract & Contract.Locks) != 0)
        {
            var asked = call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean;
            if (resource == PmdLock && !asked)
            {
                SayPmdLockTooLate(call);
            }

            return Acquire(resource, call, call.TargetMethod, operands, asked, isUnsure: false);
        }

        return Value.Unknown;
    }

    private bool Holds(string resource) =>
        method.Facts.All(FactKind.Held).Exists(f => f.Resource == resource && path.Mark(f.Number) == Mark.Held);

    /// <summary>Where the answer of a trylock is known, what it was.</summary>
    private Value ResolveHeld(Value test) => path.Mark(test.Index) switch
    {
        Mark.Held or Mark.GivenBack => Value.Of(test.Sense),
        0 => Value.Of(!test.Sense),
        _ => test,
    };

    private void AssumeHeld(Value test, bool truth)
    {
        if (path.Mark(test.Index) == Mark.MaybeHeld)
        {
            path.SetMark(test.Index, test.Sense == truth ? Mark.Held : 0);
        }
    }

    /// <summary>Where a map has failed and somebody who is not asked for a contract gets what was acquired, it may be given back there.</summary>
    // By the second pass all resources and their releases are known.
    private void NoteHeld(MappingSite made)
    {
        if (findings is not null)
        {
            foreach (var held in method.Facts.All(FactKind.Held))
            {
                (path.Mark(held.Number) == Mark.Held ? made.MadeWhileHolding : made.MadeWhileNotHolding).Add(held);
            }
        }
    }

    private void HandResourcesOn(IOperation operand)
    {
        if (method.Facts.All(FactKind.Held).Count == 0 || path.FailedSite() < 0)
        {
            return;
        }

        var text = operand.Syntax.ToString();
        foreach (var held in method.Facts.All(FactKind.Held).Where(f => path.Mark(f.Number) != 0 && f.Operands.Contains(text)))
        {
            path.SetMark(held.Number, path.Mark(held.Number) | Mark.Mixed);
        }
    }

    private void SayResourcesSleep(IOperation where)
    {
        foreach (var held in method.Facts.All(FactKind.Held))
        {
            if (path.Mark(held.Number) == Mark.Held && held.Site.Operation != where && Vocabulary.ForbidsSleep(held.Resource))
            {
                findings?.Add(Found(FindingKind.MaySleep, held.Site.Index, where, Use.None) with { Detail = held.Resource });
            }
        }
    }

    /// <summary>Says where a slot is mapped that nothing keeps from going away.</summary>
    private void SayUnprotected(IInvocationOperation map, IOperation? slot)
    {
        if (findings is null || slot is null || method.IsSlotProtected || IsVouchedFor(slot))
        {
            return;
        }

        Fact? lost = null;
        IOperation? reliesOnRcu = method.OwnContract.Claims.Needs.Contains(Vocabulary.Rcu) ? map : null;
        foreach (var held in method.Facts.All(FactKind.Held))
        {
            var mark = path.Mark(held.Number);
            if (mark != 0 && Protects(held))
            {
                if (mark != Mark.GivenBack)
                {
                    return;
                }

                lost = held;
            }

            reliesOnRcu = held.Resource == Vocabulary.Rcu && mark == Mark.Held ? held.Site.Operation : reliesOnRcu;
        }

        if (lost is not null)
        {
            findings.Add(Found(FindingKind.UnprotectedSlot, lost.Site.Index, map, Use.None) with { Detail = lost.Resource });
        }
        else if (reliesOnRcu is not null)
        {
            findings.Add(Found(FindingKind.UnprotectedSlot, Stranger(map), map, Use.None));
        }
    }

    private bool Protects(Fact held) =>
        Vocabulary.ProtectsSlots(held.Resource) || method.Contracts.Of(held.Site.Method).Has(MethodTraits.ProtectsSlot);

    // A parameter that says so, or a copy of an entry on this method's own stack.
    private bool IsVouchedFor(IOperation slot) => slot.DescendantsAndSelf().Any(o => o switch
    {
        IParameterReferenceOperation p => (method.Contracts.OfStorage(p.Parameter) & Contract.ProtectedSlot) != 0,
        ILocalReferenceOperation l => method.PointsToCopy(l.Local),
        IAddressOfOperation => true,
        _ => false,
    });

    private static Finding Forgotten(Fact held, MappingSite failed, Location place) =>
        new(FindingKind.ForgottenResource, held.Site, place) { Detail = held.Resource, Other = failed, Remedy = held.ReleasedBy?.Syntax.ToString() };
}
