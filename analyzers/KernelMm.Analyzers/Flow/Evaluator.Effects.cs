using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <content>What is done before a map that fails, and so once more where that is tried again.</content>
internal sealed partial class Evaluator
{
    private void CommitEffects()
    {
        foreach (var effect in method.Facts.All(FactKind.Effect))
        {
            path.SetMark(effect.Number, 0);
        }
    }

    /// <summary>Adds to what others can see: done before a map that fails, it is done once more where that is tried again.</summary>
    private void NoteEffect(IOperation effect, IOperation target, Value value)
    {
        var meant = Storage.Meant(target);
        if (!method.HasSlotMaps || value.IsPointer || IsPrivate(meant) || IsPartOfPrivate(meant) || Storage.FindTarget(target) is not { } place || OwesAnything())
        {
            return;
        }

        var fact = method.Facts.Of(
            FactKind.Effect, effect, n => new Fact(n, FactKind.Effect, method.Site(effect, -4, method.Method, isForeign: true)) { Place = place });
        foreach (var other in method.Facts.All(FactKind.Effect).Where(f => f != fact && f.Place == place && path.Mark(f.Number) != 0))
        {
            // Two of them may well undo each other.
            path.SetMark(other.Number, path.Mark(other.Number) | Mark.Mixed);
            path.SetMark(fact.Number, path.Mark(fact.Number) | Mark.Mixed);
        }

        var mark = path.Mark(fact.Number);
        path.SetMark(fact.Number, mark | ((mark & Mark.BeforeFailure) != 0 ? Mark.Again : mark == 0 && path.FailedSite() >= 0 ? Mark.OfFailure : Mark.Happened));
    }

    /// <summary>A local that says how it went is set before a map: it has to be set anew with each lap.</summary>
    private void NoteFlag(ISimpleAssignmentOperation assignment, Value value)
    {
        if (method.HasSlotMaps && value.Kind == ValueKind.Constant && assignment.Target is ILocalReferenceOperation && Storage.Find(assignment.Target) is { } place)
        {
            var fact = method.Facts.Of(
                FactKind.Effect, assignment, n => new Fact(n, FactKind.Effect, method.Site(assignment, -4, method.Method, isForeign: true)) { Place = place });
            path.SetMark(fact.Number, path.FailedSite() >= 0 ? Mark.OfFailure : Mark.Happened);
        }
    }

    /// <summary>A call before a map that has failed, and before what was set on the way to it: the lap has begun again.</summary>
    private void NoteLap(IInvocationOperation call)
    {
        if (method.Facts.All(FactKind.Effect).Count == 0 || path.FailedSite() is not (var failed and >= 0))
        {
            return;
        }

        var (here, map) = (call.Syntax.SpanStart, method.Sites[failed].Operation.Syntax.SpanStart);
        foreach (var effect in method.Facts.All(FactKind.Effect))
        {
            if ((path.Mark(effect.Number) & Mark.BeforeFailure) != 0 && here < effect.Site.Operation.Syntax.SpanStart && effect.Site.Operation.Syntax.SpanStart < map)
            {
                path.SetMark(effect.Number, path.Mark(effect.Number) | Mark.Lapped);
            }
        }
    }

    private void SayFlagKept(IOperation result)
    {
        if (findings is null || result is not ILocalReferenceOperation || Storage.Find(result) is not { } place)
        {
            return;
        }

        foreach (var effect in method.Facts.All(FactKind.Effect))
        {
            if (effect.Place == place && (path.Mark(effect.Number) & (Mark.Lapped | Mark.Mixed)) == Mark.Lapped && path.FailedSite() is var failed and >= 0)
            {
                findings.Add(Found(FindingKind.RetryRepeats, effect.Site.Index, effect.Site.Operation, Use.Stored) with { Other = method.Sites[failed] });
            }
        }
    }

    private void UndoEffects(int place)
    {
        foreach (var effect in method.Facts.All(FactKind.Effect))
        {
            if (effect.Place == place)
            {
                path.SetMark(effect.Number, 0);
            }
        }
    }

    private bool OwesAnything()
    {
        for (var i = path.NextSite(-1); i >= 0; i = path.NextSite(i))
        {
            if (path.Site(i) is { OwesRelease: true, Status: MappingStatus.Mapped })
            {
                return true;
            }
        }

        return false;
    }
}
