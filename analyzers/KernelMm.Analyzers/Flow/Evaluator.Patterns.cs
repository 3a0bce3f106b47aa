using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>What a pattern asks.</summary>
internal sealed partial class Evaluator
{
    private Value VisitPattern(IIsPatternOperation pattern)
    {
        var value = Visit(pattern.Value);
        if (value.Kind == ValueKind.SlotRead)
        {
            AskRead(value, pattern, holdsFor: 0);
        }

        return Match(value, pattern.Pattern) is { } answer ? Resolve(answer) : ConditionOf(pattern);
    }

    private Value? Match(Value value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Value.True;
            case INegatedPatternOperation not:
                return Match(value, not.Pattern)?.Negate();
            case IBinaryPatternOperation both:
                return Value.Both(Match(value, both.LeftPattern) ?? Value.Unknown, Match(value, both.RightPattern) ?? Value.Unknown, both.OperatorKind == BinaryOperatorKind.And);
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } when value.Kind == ValueKind.Spare:
                return ResolveHeld(value.IsThere(when: false));
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } when value.IsPointer:
                return Value.NullTest(value.Index, nullWhen: true);
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool b } } when value.IsTest || value.Constant is bool:
                return b ? value : value.Negate();
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: { } c } } when value.Kind == ValueKind.Constant:
                return c.GetType() == value.Constant!.GetType() ? Value.Of(c.Equals(value.Constant)) : null;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var c } } when value.Kind == ValueKind.Null:
                return Value.Of(c is null);
            case IRecursivePatternOperation { PropertySubpatterns.Length: 1 } recursive when value.IsPointer:
                Declare(recursive.DeclaredSymbol, value);
                return recursive.PropertySubpatterns[0] is { Member: IPropertyReferenceOperation { Property.Name: "IsNull" } } property
                    ? Match(Resolve(Value.NullTest(value.Index, nullWhen: true)), property.Pattern)
                    : null;
            case IRecursivePatternOperation { PropertySubpatterns.Length: 0, DeconstructionSubpatterns.Length: 0 } recursive when value.IsPointer:
                Declare(recursive.DeclaredSymbol, value);
                return Value.NullTest(value.Index, nullWhen: false);
            case IDeclarationPatternOperation declaration when value.IsPointer:
                Declare(declaration.DeclaredSymbol, value);
                return declaration.MatchesNull ? Value.True : Value.NullTest(value.Index, nullWhen: false);
            case ITypePatternOperation when value.IsPointer:
                return Value.NullTest(value.Index, nullWhen: false);
            default:
                return null;
        }
    }

    private void Declare(ISymbol? symbol, Value value)
    {
        if (symbol is not null)
        {
            path[Storage.Locations.Root(symbol)] = value;
        }
    }
}
