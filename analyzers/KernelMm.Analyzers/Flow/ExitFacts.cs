using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>What can be said of an exit only when all paths that come to it are known.</summary>
internal sealed class ExitFacts(MethodFlow method, Findings findings)
{
    private readonly MethodContract _contract = method.OwnContract;

    public void Say()
    {
        if (method.Facts.Count == 0)
        {
            return;
        }

        foreach (var (exit, paths) in findings.Returns)
        {
            foreach (var held in method.Facts.All(FactKind.Held))
            {
                SayForgotten(held, exit, paths);
                SayNotAcquired(held, exit, paths);
            }

            foreach (var table in method.Facts.All(FactKind.Detached))
            {
                SayOwedToTable(table, exit, paths);
            }

            foreach (var given in method.Facts.All(FactKind.Given))
            {
                SayNotTaken(given, exit, paths);
            }

            foreach (var resource in method.Facts.All(FactKind.Callers))
            {
                SayCallers(resource, exit, paths);
            }
        }
    }

    // On the paths on which a map failed it is still held, on none of them given back, and elsewhere the method does give it back.
    private void SayForgotten(Fact held, Location exit, IReadOnlyList<PathState> paths)
    {
        var failed = paths.Where(p => p.FailedSite() >= 0 && p.Mark(held.Number) != 0).ToList();
        if (failed.Count == 0 || held.ReleasedBy is null || _contract.Claims.Acquires.Contains(held.Resource)
            || !failed.TrueForAll(p => p.Mark(held.Number) is Mark.Held or Mark.MaybeHeld))
        {
            return;
        }

        var everyPath = paths.All(p => p.Mark(held.Number) == Mark.Held);
        findings.Add(new Finding(FindingKind.ForgottenResource, held.Site, exit)
        {
            Detail = held.Resource,
            Other = method.Sites[failed[0].FailedSite()],
            Remedy = everyPath ? held.ReleasedBy.Syntax.ToString() : null,
        });
    }

    // A method that says that it acquires does so on some way out and not on this one.
    private void SayNotAcquired(Fact held, Location exit, IReadOnlyList<PathState> paths)
    {
        if (_contract.Claims.Acquires.Contains(held.Resource) && method.Method.ReturnsVoid
            && paths.Any(p => Held(held.Resource, p) == false) && findings.Returns.Any(r => r.Paths.Any(p => Held(held.Resource, p) == true)))
        {
            Contradicts(exit, $"'{held.Resource}' is not held here, and the contract says that the method acquires it");
        }
    }

    // Whether it is held on this path; null where nobody knows.
    private bool? Held(string resource, PathState path)
    {
        var marks = method.Facts.All(FactKind.Held).Where(f => f.Resource == resource).Select(f => path.Mark(f.Number)).ToList();
        return marks.Exists(m => (m & (Mark.Mixed | Mark.MaybeHeld)) != 0) ? null : marks.Contains(Mark.Held);
    }

    private void SayOwedToTable(Fact table, Location exit, IReadOnlyList<PathState> paths)
    {
        const int Steps = Mark.FirstStep | (Mark.FirstStep << 1) | (Mark.FirstStep << 2) | (Mark.FirstStep << 3);
        if (_contract.Has(MethodTraits.Detaches) || _contract.Claims.Steps != 0)
        {
            return;
        }

        var missing = 0;
        foreach (var path in paths)
        {
            var mark = path.Mark(table.Number);
            missing |= (mark & (Mark.Detached | Mark.Gone | Mark.Mixed)) == Mark.Detached ? Steps & ~mark : 0;
        }

        if (missing != 0)
        {
            findings.Add(new Finding(FindingKind.DetachedOwed, table.Site, exit) { Outcome = missing });
        }
    }

    // A parameter that is taken over is released on one way out and not on this one.
    private void SayNotTaken(Fact given, Location exit, IReadOnlyList<PathState> paths)
    {
        var contract = method.Contracts.OfStorage(given.Parameter!);
        if ((contract & (Contract.ConsumesNullToo | Contract.MayFail)) == 0
            && paths.Any(p => p.Mark(given.Number) == 0)
            && findings.Returns.Any(r => r.Paths.Any(p => p.Mark(given.Number) == Mark.GivenAway)))
        {
            Contradicts(exit, $"'{given.Parameter!.Name}' is not released here, and the contract says that the method takes it over");
        }
    }

    private void SayCallers(Fact resource, Location exit, IReadOnlyList<PathState> paths)
    {
        var name = resource.Resource;
        if (_contract.Claims.Releases.Contains(name))
        {
            if (method.Method.ReturnsVoid && paths.Any(p => p.Mark(resource.Number) == 0) && findings.Returns.Any(r => r.Paths.Any(p => p.Mark(resource.Number) == Mark.GivenAway)))
            {
                Contradicts(exit, $"'{name}' is not given back here, and the contract says that the method gives it back");
            }
        }
        else if (_contract.Claims.Needs.Contains(name) && method.Method.ReturnsVoid && paths.Any(p => p.Mark(resource.Number) == Mark.GivenAway && Held(name, p) == false))
        {
            Contradicts(exit, $"'{name}' is not held any more here, and the contract says only that the callers hold it");
        }
    }

    private void Contradicts(Location exit, string how) => findings.Add(
        new Finding(FindingKind.BodyContradicts, method.Site(method.Graph.OriginalOperation, -6, method.Method, isForeign: true), exit) { Detail = how });
}
