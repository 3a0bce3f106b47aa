using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    /// <summary>Says what is still owed where the method, or the life of a mapping, ends.</summary>
    public void SayOwed(MappingSite site, SiteState state, Location where, bool byException)
    {
        findings?.Add(new Finding(FindingKind.NotReleased, site, where)
        {
            OwesMapping = state.OwesRelease,
            OwesLock = state.OwesUnlock,
            Untested = state.Status == MappingStatus.Maybe,
            Pointer = Holder(site.Index) ?? "",
            ByException = byException,
        });
    }

    /// <summary>What the caller receives with the result: a mapping that the method's own contract hands over, or one that escapes.</summary>
    public void Return(Value value, IOperation result)
    {
        if (!value.IsPointer)
        {
            return;
        }

        var contract = method.Contracts.Of(method.Method).Result;
        UseOf(value, result, Use.Returned, nullIsFine: (contract & Contract.MayFail) != 0);
        if ((contract & Contract.ReturnsMapped) != 0)
        {
            HandOver(value);
        }
        else
        {
            Escape(value, result);
        }
    }

    /// <summary>A variable that still points into the mapping, best one that was never advanced.</summary>
    private string? Holder(int site)
    {
        string? holder = null;
        for (var place = 0; place < path.LocationCount; place++)
        {
            if (path[place] is { Kind: ValueKind.Pointer } pointer && pointer.Index == site
                && Storage.Locations.IsRoot(place) && Storage.Locations.Symbol(place) is { } symbol)
            {
                if (pointer.Offset == OffsetRange.Start)
                {
                    return symbol.Name;
                }

                holder ??= symbol.Name;
            }
        }

        return holder;
    }

    private void Discard(Value pointer, IOperation map)
    {
        Say(FindingKind.Discarded, pointer.Index, map, Use.None);

        // One mistake, said once: nothing can release it any more.
        path.SetSite(pointer.Index, new SiteState { Status = MappingStatus.Maybe, Ownership = Ownership.Escaped });
    }

    private void Say(FindingKind kind, int site, IOperation operation, Use use) =>
        findings?.Add(new Finding(kind, method.Sites[site], operation.Syntax.GetLocation())
        {
            Operation = operation,
            Use = use,
            Pointer = NameOf(operation.Syntax),
            Released = path.Site(site).ReleasedAt?.Syntax.GetLocation(),
        });

    // "var pte" and "out SpinlockPtr ptl" name pte and ptl.
    private static string NameOf(SyntaxNode syntax) => syntax switch
    {
        DeclarationExpressionSyntax { Designation: { } designation } => designation.ToString(),
        VariableDeclaratorSyntax declarator => declarator.Identifier.Text,
        ArgumentSyntax { Expression: { } expression } => NameOf(expression),
        _ => syntax.ToString(),
    };
}
