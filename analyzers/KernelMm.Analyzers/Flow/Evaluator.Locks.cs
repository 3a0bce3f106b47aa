using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private void GiveLock(IInvocationOperation call, Given taken, Given[] given, bool isDoomed)
    {
        var (operand, site, contract) = (taken.Argument.Value, taken.Value.Index, taken.Contract);
        if ((contract & (Contract.Locks | Contract.Unlocks)) == 0)
        {
            method.Locks.HandOn(site);
        }

        var state = path.Site(site);
        if (state.Lock == LockStatus.Escaped)
        {
            // It was put beside a mapping that is handed over; giving it back alone parts the two.
            if ((contract & Contract.Unlocks) != 0 && state.Ownership == Ownership.HandedOver)
            {
                path.SetSite(site, state with { Lock = LockStatus.NotHeld, IsValidated = false });
            }

            return;
        }

        var asked = call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean;
        if (!isDoomed && state.Ownership == Ownership.Ours)
        {
            SayOfTheLock(site, state, operand, contract, asked, Released(given));
        }

        if ((contract & Contract.Locks) != 0)
        {
            var together = state.Ownership == Ownership.HandedOver && method.Sites[site].TakesLock;
            path.SetSite(site, state with { Lock = together ? LockStatus.Escaped : asked ? LockStatus.MaybeHeld : LockStatus.Held });
        }
        else if ((contract & Contract.Unlocks) != 0)
        {
            path.SetSite(site, path.Site(site) with { Lock = LockStatus.NotHeld, IsValidated = false, Looked = Unlooked(path.Site(site).Looked) });
        }
    }

    private static Looked Unlooked(Looked looked) => looked == Looked.InThisHold ? Looked.InAnEarlierHold : looked;

    // One call is one mistake: where the pointer of a release is wrong already, its lock is not looked at.
    private void SayOfTheLock(int site, SiteState state, IOperation operand, Contract contract, bool asked, int? released)
    {
        if (state.MayBeNull)
        {
            SayReadWithoutMapping(site, operand);
        }
        else if ((contract & Contract.Locks) != 0 && !asked && state is { Lock: LockStatus.Held, Status: MappingStatus.Mapped })
        {
            Say(FindingKind.LockedTwice, site, operand, Use.PassedOn);
        }
        else if ((contract & Contract.Unlocks) != 0 && released is { } other && other != site)
        {
            // With its own lock still held, the released mapping cannot have meant this one.
            if (path.Site(other).Lock == LockStatus.Held && !method.Locks.MayBeAnother(other))
            {
                findings?.Add(Found(FindingKind.WrongLock, other, operand, Use.Released) with { Other = method.Sites[site] });
            }
        }
        else if ((contract & Contract.Unlocks) != 0 && state is { Lock: LockStatus.NotHeld, Status: MappingStatus.Mapped or MappingStatus.Released }
            && method.Locks.IsFollowed(site) && !method.Locks.MayBeAnother(site))
        {
            Say(FindingKind.UnlockedUnheld, site, operand, Use.Released);
        }
    }

    private int? Released(Given[] given)
    {
        foreach (var (_, value, contract) in given)
        {
            if (value.IsPointer && (contract & Contract.Consumes) != 0 && !method.Sites[value.Index].IsForeign)
            {
                return value.Index;
            }
        }

        return null;
    }

    private void SayReadWithoutMapping(int site, IOperation operand)
    {
        if (path.Site(site) is { MayBeNull: true, Ownership: Ownership.Ours } state)
        {
            findings?.Add(Found(FindingKind.ReadWithoutMapping, site, operand, Use.PassedOn) with { KnownNull = state.Status == MappingStatus.Null });
        }
    }

    private void SaySleeps(IOperation where)
    {
        SayResourcesSleep(where);
        SayOwnSleep(where);
        for (var i = path.NextSite(-1); findings is not null && i >= 0; i = path.NextSite(i))
        {
            var (site, state) = (method.Sites[i], path.Site(i));
            if (!site.IsForeign && !site.MaySleepWhileMapped && site.Operation != where
                && state is { Status: MappingStatus.Mapped, OwesRelease: true } or { Status: MappingStatus.Mapped or MappingStatus.Released, OwesUnlock: true })
            {
                findings.Add(Found(FindingKind.MaySleep, site.Index, where, Use.None) with { OwesMapping = state.OwesRelease, OwesLock = state.OwesUnlock });
            }
        }
    }

    // A mapping whose lock the map only named: by the time it is taken the table may be out of its slot.
    private void SayWritten(int site, IOperation operand)
    {
        var state = path.Site(site);
        var isUnlocked = state.Lock == LockStatus.NotHeld && !method.Locks.MayBeAnother(site);
        if (method.Sites[site].LockIsOnlyNamed && state is { Status: MappingStatus.Mapped, Ownership: Ownership.Ours, IsValidated: false }
            && (state.Lock == LockStatus.Held || isUnlocked) && method.Locks.IsFollowed(site) && !method.IsTablePinned)
        {
            findings?.Add(Found(FindingKind.WrittenUnvalidated, site, operand, Use.PassedOn) with { OwesLock = state.Lock == LockStatus.Held });
        }
    }

    private void Validate(int site)
    {
        for (var i = path.NextSite(-1); i >= 0; i = path.NextSite(i))
        {
            // Without the lock the answer is stale as soon as it is given.
            if ((site < 0 || i == site) && path.Site(i) is { Lock: LockStatus.Held, IsValidated: false } state)
            {
                path.SetSite(i, state with { IsValidated = true, Looked = Looked.InThisHold });
            }
        }
    }

    private Value Validation(Given[] given, MethodContract contract)
    {
        foreach (var (argument, value, _) in given)
        {
            if (value.Kind == ValueKind.Snapshot)
            {
                SayReadWithoutMapping(value.Index, argument.Value);
                return Value.ValidTest(value.Index, sameWhen: true);
            }
        }

        // None equals none in a detached table too.
        return contract.Has(MethodTraits.OnlyIfNotNone) && given.Any(g => g.Value.Kind == ValueKind.Null)
            ? Value.Unknown
            : Value.ValidTest(-1, sameWhen: true);
    }

    private void SayOfTheCall(IInvocationOperation call, MethodContract contract)
    {
        if (contract.Has(MethodTraits.RetiredHelper))
        {
            Say(FindingKind.RetiredHelper, Stranger(call), call, Use.None);
        }

        if (contract.Has(MethodTraits.DerivesLock) && !method.HoldsPmdLock(call))
        {
            Say(FindingKind.DerivedLock, Stranger(call), call, Use.None);
        }

        if (contract.Has(MethodTraits.TakesPmdLock) && call.TargetMethod.ReturnType.SpecialType != SpecialType.System_Boolean)
        {
            SayPmdLockTooLate(call);
        }
    }

    private void SayPmdLockTooLate(IOperation call)
    {
        foreach (var site in method.Sites.Where(s => path.Site(s.Index) is { OwesUnlock: true, Status: not MappingStatus.Maybe }).ToList())
        {
            if (!method.Locks.MayBeAnother(site.Index))
            {
                Say(FindingKind.LockedOutOfOrder, site.Index, call, Use.None);
            }
        }
    }

    private int Stranger(IInvocationOperation call) => method.Site(call, -1, call.TargetMethod, isForeign: true).Index;
}
