using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private const int FlushStep = Mark.FirstStep;
    private const int SynchronizeStep = Mark.FirstStep << 1;
    private const int FreeStep = Mark.FirstStep << 3;

    private Value Detach(IInvocationOperation call, MethodContract contract)
    {
        var table = method.Facts.Of(
            FactKind.Detached, call, n => new Fact(n, FactKind.Detached, method.Site(call, -5, call.TargetMethod, isForeign: true)));
        path.SetMark(table.Number, Mark.Detached | (contract.Claims.Steps * Mark.FirstStep));
        return Value.Detached(table);
    }

    /// <summary>What a call does to the tables that were taken out of their slots.</summary>
    private void MoveTables(IInvocationOperation call, MethodContract contract, Given[] given)
    {
        if (method.Facts.All(FactKind.Detached).Count == 0)
        {
            return;
        }

        if (contract.Claims.Steps != 0)
        {
            TakeSteps(call, contract.Claims.Steps * Mark.FirstStep);
        }
        else if (contract.Has(MethodTraits.PopulatesSlot) || given.Any(g => (g.Contract & Contract.WritesSlot) != 0))
        {
            // Put back, or something else in its place.
            foreach (var table in method.Facts.All(FactKind.Detached).Where(t => path.Mark(t.Number) != 0 && t.Site.Operation != call))
            {
                path.SetMark(table.Number, path.Mark(table.Number) | Mark.Gone);
            }
        }
        else
        {
            foreach (var (argument, value, _) in given.Where(g => g.Value.Kind == ValueKind.Detached))
            {
                if (contract.Has(MethodTraits.FreesTable) && (path.Mark(value.Index) & (Mark.Gone | Mark.Mixed)) == 0)
                {
                    findings?.Add(Found(FindingKind.FreedAtOnce, method.Facts[value.Index].Site.Index, argument.Value, Use.Released));
                }

                if (contract.Has(MethodTraits.FreesTable) || !MakesSomethingOfIt(call.TargetMethod))
                {
                    HandTableOn(value);
                }
            }
        }
    }

    private void TakeSteps(IInvocationOperation call, int steps)
    {
        foreach (var table in method.Facts.All(FactKind.Detached))
        {
            var mark = path.Mark(table.Number);
            if ((mark & Mark.Detached) == 0)
            {
                continue;
            }

            var missing = (FlushStep | SynchronizeStep) & ~(mark | steps);
            if ((steps & FreeStep) != 0 && missing != 0 && (mark & (Mark.Gone | Mark.Mixed)) == 0)
            {
                findings?.Add(Found(FindingKind.FreedTooEarly, table.Site.Index, call, Use.Released) with { Outcome = missing });
            }

            // Said once: what is missing there is not missed again at the exit.
            path.SetMark(table.Number, mark | steps | ((steps & FreeStep) != 0 ? missing : 0));
        }
    }

    private void HandTableOn(Value table)
    {
        if (table.Kind == ValueKind.Detached)
        {
            path.SetMark(table.Index, path.Mark(table.Index) | Mark.Gone);
        }
    }

    // The address in an entry, its frame: still the same table. A number or nothing is an answer.
    private static bool MakesSomethingOfIt(IMethodSymbol target) =>
        !target.ReturnsVoid && target.ReturnType.SpecialType is SpecialType.None or SpecialType.System_UInt64 or SpecialType.System_UInt32 or SpecialType.System_IntPtr;

    private void SayNothingToInstall(IOperation argument, Value value)
    {
        if (value.Kind == ValueKind.Null || (value.Kind == ValueKind.Spare && path.Mark(value.Index) is Mark.MaybeHeld or 0))
        {
            var stranger = method.Site(argument, -1, method.Method, isForeign: true);
            Say(FindingKind.NothingToInstall, stranger.Index, argument, Use.PassedOn);
        }
    }
}
