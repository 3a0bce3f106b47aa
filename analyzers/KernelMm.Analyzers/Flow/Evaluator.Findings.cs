using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    /// <summary>Says what is still owed where the method, or the life of a mapping, ends.</summary>
    public void SayOwed(MappingSite site, SiteState state, Location where, bool byException)
    {
        findings?.Add(new Finding(FindingKind.NotReleased, site, where)
        {
            OwesMapping = state.OwesRelease || site.IsHalfHandedOver(state),
            OwesLock = state.OwesUnlock,
            Untested = state.Status == MappingStatus.Maybe,
            Pointer = Holder(site.Index) ?? "",
            ByException = byException,
        });
    }

    /// <summary>What the caller receives with the result: a mapping that the method's own contract hands over, or one that escapes.</summary>
    public void Return(Value value, IOperation result)
    {
        SayOutcome(result);
        SayWrongAnswer(value, result);
        SayFlagKept(result);
        HandTableOn(value);
        HandResourcesOn(result);
        GiveParameter(result, Contract.None);
        var contract = method.OwnContract.Result;
        SayNullReturned(value, result, contract);
        if (!value.IsPointer)
        {
            return;
        }

        UseOf(value, result, Use.Returned, nullIsFine: (contract & Contract.MayFail) != 0);
        if ((contract & Contract.ReturnsMapped) != 0)
        {
            HandOver(value);
        }
        else
        {
            Escape(value, result, Use.Returned);
        }
    }

    /// <summary>A variable that still points into the mapping, best one that was never advanced.</summary>
    private string? Holder(int site)
    {
        string? holder = null;
        for (var place = path.NextLocation(-1); place >= 0; place = path.NextLocation(place))
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

    /// <summary>Says where the null that the last branch found is answered with an outcome that means something else.</summary>
    private void SayOutcome(IOperation answer)
    {
        const int Error = 5;
        const int OutOfMemory = 6;
        const int BadAddress = 7;
        if (findings is null || path.Failed < 0)
        {
            return;
        }

        var map = method.Sites[path.Failed];
        foreach (var part in Parts(answer))
        {
            ISymbol? named = part switch
            {
                IFieldReferenceOperation field => field.Field,
                IPropertyReferenceOperation property => property.Property,
                IInvocationOperation call => call.TargetMethod,
                _ => null,
            };
            var outcome = named is null ? -1 : method.Contracts.OutcomeOf(named);
            if (outcome == BadAddress && method.Contracts.OutcomeOf(method.Method) == Error)
            {
                continue;
            }

            if (outcome == Again)
            {
                SayAgain(map, part);
            }
            else if (outcome == Retry)
            {
                SayRetryAbove(map, part);
            }

            // A map that allocates first may have failed for want of memory.
            if (outcome > OutOfMemory || (outcome == OutOfMemory && !method.Contracts.Of(map.Method).Has(MethodTraits.MaySleep | MethodTraits.PopulatesSlot)))
            {
                findings.Add(Found(FindingKind.WrongOutcome, map.Index, part, Use.None) with { Outcome = outcome });
            }
        }
    }

    // Of an answer, what it is made of: "-EBUSY", "a | b", a conversion.
    private static IEnumerable<IOperation> Parts(IOperation answer) => answer switch
    {
        IConversionOperation conversion => Parts(conversion.Operand),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } minus => Parts(minus.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } both => Parts(both.LeftOperand).Concat(Parts(both.RightOperand)),
        _ => [answer],
    };

    /// <summary>The iterator gives way here, for as long as its caller likes.</summary>
    private Value VisitYield(IReturnOperation yield)
    {
        var value = Visit(yield.ReturnedValue);
        if (yield.Kind == OperationKind.YieldReturn)
        {
            foreach (var site in method.Sites.Where(s => !s.IsForeign && path.Site(s.Index) is { OwesRelease: true, Status: MappingStatus.Mapped }))
            {
                Say(FindingKind.Escaped, site.Index, yield, Use.Yielded);
            }
        }

        if (value.IsPointer)
        {
            UseOf(value, yield, Use.PassedOn);
            Escape(value, yield);
        }

        return Value.Unknown;
    }

    private void Discard(Value pointer, IOperation map)
    {
        Say(FindingKind.Discarded, pointer.Index, map, Use.None);

        // One mistake, said once: nothing can release it any more.
        path.SetSite(pointer.Index, new SiteState { Status = MappingStatus.Maybe, Ownership = Ownership.Escaped });
    }

    private void Say(FindingKind kind, int site, IOperation operation, Use use) => findings?.Add(Found(kind, site, operation, use));

    private Finding Found(FindingKind kind, int site, IOperation operation, Use use) =>
        new(kind, method.Sites[site], operation.Syntax.GetLocation())
        {
            Operation = operation,
            Use = use,
            Pointer = NameOf(operation.Syntax),
            Released = path.Site(site).ReleasedAt?.Syntax.GetLocation(),
        };

    // "var pte" and "out SpinlockPtr ptl" name pte and ptl.
    private static string NameOf(SyntaxNode syntax) => syntax switch
    {
        DeclarationExpressionSyntax { Designation: { } designation } => designation.ToString(),
        VariableDeclaratorSyntax declarator => declarator.Identifier.Text,
        ArgumentSyntax { Expression: { } expression } => NameOf(expression),
        _ => syntax.ToString(),
    };
}
