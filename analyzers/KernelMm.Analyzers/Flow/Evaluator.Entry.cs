using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>What a method knows before its first statement.</summary>
internal sealed partial class Evaluator
{
    public void Enter()
    {
        foreach (var place in method.SpareTables)
        {
            var spare = method.Facts.OfSlot(FactKind.Spare, place);
            path.SetMark(spare.Number, Mark.MaybeHeld);
            path[place] = Value.Spare(spare);
        }

        if (!ReferenceEquals(method.OwnContract, MethodContract.Nothing))
        {
            foreach (var parameter in method.Method.Parameters)
            {
                if ((method.OwnContract.Parameter(parameter.Ordinal) & Contract.Snapshot) != 0 && parameter.RefKind != RefKind.Out && Storage.IsPrivate(parameter))
                {
                    Receive(parameter);
                }
            }
        }
    }

    /// <summary>The caller has read the slot that is given beside this parameter.</summary>
    private void Receive(IParameterSymbol snapshot)
    {
        var slot = method.Method.Parameters.FirstOrDefault(p => (method.OwnContract.Parameter(p.Ordinal) & Contract.LiveSlot) != 0 && Storage.IsPrivate(p));
        var read = method.Facts.Of(FactKind.Read, snapshot, n => new Fact(n, FactKind.Read, Site(snapshot))
        {
            Place = slot is null ? -1 : Storage.Locations.Root(slot),
            Parameter = snapshot,
        });
        path.SetMark(read.Number, Mark.Read);
        path[Storage.Locations.Root(snapshot)] = Value.SlotRead(read);
    }

    private MappingSite Site(IParameterSymbol parameter)
    {
        var site = method.Site(method.Graph.OriginalOperation, -7 - parameter.Ordinal, method.Method, isForeign: true);
        site.Origin = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return site;
    }
}
