using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private Value ReadSlot(IInvocationOperation call, MethodContract contract)
    {
        var read = method.Facts.Of(
            FactKind.Read,
            call,
            n => new Fact(n, FactKind.Read, method.Site(call, -3, call.TargetMethod, isForeign: true)) { Place = SlotOf(call, contract) });
        path.SetMark(read.Number, Mark.Read);
        return Value.SlotRead(read);
    }

    private int SlotOf(IInvocationOperation call, MethodContract contract) =>
        SlotArgument(call, contract) is { } slot && Storage.Find(slot) is { } place ? place : -1;

    private static IOperation? SlotArgument(IInvocationOperation call, MethodContract contract) =>
        call.Arguments.FirstOrDefault(a => (contract.Parameter(a.Parameter?.Ordinal ?? -1) & Contract.LiveSlot) != 0)?.Value;

    /// <summary>Something is asked of the value that was read from a slot.</summary>
    private void AskRead(Value read, IOperation question, int holdsFor)
    {
        var fact = method.Facts[read.Index];
        var mark = path.Mark(read.Index);
        if ((mark & (Mark.Stale | Mark.Mixed)) == Mark.Stale)
        {
            SayStale(fact, question);
            path.SetMark(read.Index, mark & ~Mark.Stale);
        }
        else if ((mark & Mark.Mixed) == 0)
        {
            SayReadTwice(fact);
        }

        path.SetMark(read.Index, path.Mark(read.Index) | Mark.Deciding | Mark.Asked | Mark.Known);
        if (holdsFor == 0 || !method.IsBranch(question))
        {
            // Which states this takes nobody can say.
            TakeAnyState(fact.Place);
        }
    }

    private void SayReadTwice(Fact second)
    {
        if (second.Place < 0 || second.Parameter is not null || Holds(PmdLock) || method.IsTablePinned || IsUnderUnknownLock(second))
        {
            return;
        }

        foreach (var first in method.Facts.All(FactKind.Read))
        {
            if (first.Place == second.Place && first != second && first.Parameter is null && path.Mark(first.Number) is var mark
                && (mark & (Mark.Deciding | Mark.Stale | Mark.Mixed)) == Mark.Deciding
                && first.Site.Operation.Syntax.SpanStart < second.Site.Operation.Syntax.SpanStart
                && !method.ActsBetween(first.Site.Operation.Syntax.Span.End, second.Site.Operation.Syntax.SpanStart)
                && LoopAround(first.Site.Operation.Syntax) == LoopAround(second.Site.Operation.Syntax))
            {
                findings?.Add(Found(FindingKind.SlotReadTwice, second.Site.Index, second.Site.Operation, Use.None) with { Other = first.Site });
                path.SetMark(first.Number, mark & ~Mark.Deciding);
            }
        }
    }

    // A read that wants the lock, where somebody was called before who may have taken it.
    private bool IsUnderUnknownLock(Fact read) =>
        method.Contracts.Of(read.Site.Method).Has(MethodTraits.ReadsUnderLock) && method.MayBeUnderUnknownLock(read.Site.Operation.Syntax.SpanStart);

    private static SyntaxNode? LoopAround(SyntaxNode node) => node.Ancestors().FirstOrDefault(
        a => a is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax);

    /// <summary>A value is read for what it means as a table, on a path on which nobody has asked what it is.</summary>
    private void SayTakenUnasked(Value value, IPropertyReferenceOperation property)
    {
        var read = method.Facts[value.Index];
        if (findings is not null && read is { Place: >= 0, Parameter: null } && method.Contracts.HoldsFor(property.Property) != 0
            && property.Type?.SpecialType != SpecialType.System_Boolean
            && property.Parent is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }
            && !method.Facts.All(FactKind.Read).Exists(r => r.Place == read.Place && IsKnown(r, evenIfStale: r == read))
            && !method.MayHaveBeenLookedAt(read.Place, property.Syntax.SpanStart))
        {
            findings.Add(Found(FindingKind.SlotNotAsked, read.Site.Index, property, Use.Dereferenced));
        }
    }

    private bool IsKnown(Fact read, bool evenIfStale) =>
        path.Mark(read.Number) is var mark
        && ((mark & Mark.Mixed) != 0 || ((mark & Mark.Known) != 0 && (evenIfStale || (mark & Mark.Stale) == 0)));

    private void SayStale(Fact read, IOperation use) =>
        findings?.Add(Found(FindingKind.SlotNotLookedAgain, read.Site.Index, use, Use.PassedOn));

    /// <summary>Whatever was being decided about slots is decided: something has happened since.</summary>
    private void EndDecisions()
    {
        foreach (var read in method.Facts.All(FactKind.Read))
        {
            path.SetMark(read.Number, path.Mark(read.Number) & ~Mark.Deciding);
        }
    }

    /// <summary>A value that was read is compared with another: that is a look, whatever comes of it.</summary>
    private void Compared(Value one)
    {
        if (one.Kind == ValueKind.SlotRead)
        {
            var fact = method.Facts[one.Index];
            path.SetMark(fact.Number, Mark.Read | Mark.Known);
            EndDecisions();
            TakeAnyState(fact.Place);
        }
    }

    private void TakePmdLock(IOperation by)
    {
        var operation = by;
        if (by is IInvocationOperation call && call.Arguments.Select(a => Visited(a.Value)).FirstOrDefault(v => v.Kind == ValueKind.NamedLock) is { } named)
        {
            operation = method.Sites[named.Index].Operation;
        }

        var mentioned = method.Facts.All(FactKind.Read).Where(f => f.Place >= 0 && Mentions(operation, f.Place)).ToList();
        foreach (var read in mentioned.Count > 0 || NamesSlot(operation) ? mentioned : method.Facts.All(FactKind.Read))
        {
            var mark = path.Mark(read.Number);
            path.SetMark(read.Number, (mark & Mark.Read) != 0 ? (mark | Mark.Stale) & ~Mark.Deciding : mark);
        }
    }

    // The lock of another slot than those that were read says nothing of them.
    private bool NamesSlot(IOperation operation) =>
        operation is IInvocationOperation call && SlotOf(call, method.Contracts.Of(call.TargetMethod)) >= 0;

    // What a variable holds, without visiting anything once more.
    private Value Visited(IOperation operand) => Storage.Find(operand) is { } place ? path[place] : Value.Unknown;

    private void GivePmdLockBack()
    {
        foreach (var read in method.Facts.All(FactKind.Read))
        {
            path.SetMark(read.Number, path.Mark(read.Number) & ~(Mark.Stale | Mark.Deciding | Mark.Asked));
        }
    }

    private bool Mentions(IOperation operation, int place) => operation.DescendantsAndSelf().Any(o => Storage.Find(o) == place);

    /// <summary>A slot is written under its lock: it was looked at under it, or nobody had looked at it before.</summary>
    private void SayWrittenUnlooked(IInvocationOperation call, int slot)
    {
        var reads = method.Facts.All(FactKind.Read).Where(f => f.Place == slot && slot >= 0).ToList();
        var isLookedAt = reads.Exists(r => (path.Mark(r.Number) & Mark.Read) != 0 && ((path.Mark(r.Number) & Mark.Stale) == 0 || (path.Mark(r.Number) & Mark.Mixed) != 0));
        if (!isLookedAt && Holds(PmdLock) && reads.Find(r => (path.Mark(r.Number) & Mark.Asked) != 0) is { } before)
        {
            findings?.Add(Found(FindingKind.SlotNotLookedAgain, before.Site.Index, call, Use.Released));
        }
    }

    /// <summary>An entry is written in another hold of the lock than the one in which it was looked at.</summary>
    private void SayEntryUnlooked(IInvocationOperation call, int site, IOperation operand)
    {
        if (path.Site(site) is { Looked: Looked.InAnEarlierHold, Lock: LockStatus.Held, Status: MappingStatus.Mapped } state)
        {
            if (call.TargetMethod.ReturnsVoid && method.Locks.IsFollowed(site) && !method.Locks.MayBeAnother(site)
                && (state.IsValidated || !method.Sites[site].LockIsOnlyNamed))
            {
                Say(FindingKind.EntryNotLookedAgain, site, operand, Use.PassedOn);
            }

            path.SetSite(site, state with { Looked = Looked.InThisHold });
        }
    }

    private void LookThrough(int site)
    {
        var state = path.Site(site);
        if (state.Lock == LockStatus.Held && state.Looked != Looked.InThisHold)
        {
            path.SetSite(site, state with { Looked = Looked.InThisHold });
        }
    }

    // "*(ulong*)pmd.Slot": there is no operation for it that the compiler would show.
    private void SayRaw(IOperation operation)
    {
        if (findings is not null && operation.Kind == OperationKind.None
            && operation.Syntax is PrefixUnaryExpressionSyntax { OperatorToken.Text: "*" } or ElementAccessExpressionSyntax or MemberAccessExpressionSyntax { OperatorToken.Text: "->" }
            && operation.DescendantsAndSelf().FirstOrDefault(o => o is IPropertyReferenceOperation or IFieldReferenceOperation && IsOfLiveSlot(o)) is { } slot)
        {
            var stranger = method.Site(operation, -1, method.Method, isForeign: true);
            findings.Add(Found(FindingKind.SlotReadRaw, stranger.Index, operation, Use.Dereferenced) with { Detail = slot.Syntax.ToString() });
        }
    }

    private bool IsOfLiveSlot(IOperation member) =>
        (member as IPropertyReferenceOperation)?.Instance is { } ofProperty ? Storage.Find(ofProperty) is { } p && method.IsLiveSlot(p)
        : (member as IFieldReferenceOperation)?.Instance is { } ofField && Storage.Find(ofField) is { } f && method.IsLiveSlot(f);
}
