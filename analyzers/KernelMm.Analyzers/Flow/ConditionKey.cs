using System.Globalization;
using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>
/// Writes a pure condition in one canonical form, so that <c>a != b</c> and <c>b == a</c> are the same question with opposite
/// answers. What is not certain to answer the same way twice has no form.
/// </summary>
internal sealed class ConditionKey(Storage storage, ContractReader contracts, SymbolNumbers names)
{
    private List<int>? _places;
    private (int Place, object Constant)? _equality;

    public ConditionForm Of(IOperation condition) => Answer(condition) is var (text, sense)
        ? new ConditionForm(text, sense, Places, _equality)
        : new ConditionForm(null, true, Places, null);

    private IReadOnlyCollection<int> Places => _places ?? (IReadOnlyCollection<int>)[];

    // The form, and which answer of the operation means that the form is true; null where there is none.
    private (string Form, bool Sense)? Answer(IOperation condition)
    {
        switch (Unwrap(condition))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.True } truth:
                return Answer(truth.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not or UnaryOperatorKind.False } not:
                return Answer(not.Operand) is var (form, sense) ? (form, !sense) : null;
            case IBinaryOperation binary:
                return OfBinary(binary);
            case IIsPatternOperation matched when OfPattern(matched.Value, matched.Pattern) is { } pattern:
                return pattern;
            case var other:
                return Term(other) is { } term ? (term, true) : null;
        }
    }

    // "n is > 3" is the question "n > 3".
    private (string, bool)? OfPattern(IOperation value, IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation constant => Equal(value, constant.Value) is { } equal ? (equal, true) : null,
        IRelationalPatternOperation relation => OfComparison(relation.OperatorKind, value, relation.Value),
        INegatedPatternOperation not => OfPattern(value, not.Pattern) is var (form, sense) ? (form, !sense) : null,
        _ => null,
    };

    private (string, bool)? OfBinary(IBinaryOperation binary) => OfComparison(binary.OperatorKind, binary.LeftOperand, binary.RightOperand) is { } compared
        ? compared
        : Term(binary) is { } term ? (term, true) : null;

    private (string, bool)? OfComparison(BinaryOperatorKind kind, IOperation one, IOperation other)
    {
        (IOperation Left, IOperation Right, bool Sense, string Sign)? form = kind switch
        {
            BinaryOperatorKind.Equals => (one, other, true, "="),
            BinaryOperatorKind.NotEquals => (one, other, false, "="),
            BinaryOperatorKind.LessThan => (one, other, true, "<"),
            BinaryOperatorKind.GreaterThanOrEqual => (one, other, false, "<"),
            BinaryOperatorKind.GreaterThan => (other, one, true, "<"),
            BinaryOperatorKind.LessThanOrEqual => (other, one, false, "<"),
            _ => null,
        };
        if (form is not var (left, right, sense, sign))
        {
            return null;
        }

        if (sign == "=")
        {
            return Equal(left, right) is { } equal ? (equal, sense) : null;
        }

        return Term(left) is { } a && Term(right) is { } b ? ($"({a}<{b})", sense) : null;
    }

    private string? Equal(IOperation left, IOperation right)
    {
        if (Term(left) is not { } a || Term(right) is not { } b)
        {
            return null;
        }

        var (place, constant) = right.ConstantValue.HasValue ? (left, right.ConstantValue.Value) : (right, left.ConstantValue.Value);
        if (constant is not null && storage.Find(Unwrap(place)) is { } location)
        {
            _equality = (location, constant);
        }

        return string.CompareOrdinal(a, b) <= 0 ? $"({a}={b})" : $"({b}={a})";
    }

    private string? Term(IOperation? operation)
    {
        operation = operation is null ? null : Unwrap(operation);
        switch (operation)
        {
            case { ConstantValue.HasValue: true }:
                return FormattableString.Invariant($"{operation.Type?.Name}:{operation.ConstantValue.Value ?? "null"}");
            case IFlowCaptureReferenceOperation:
                return null;
            case not null when storage.Find(operation) is { } place:
                Depend(place);
                return "L" + place.ToString(CultureInfo.InvariantCulture);
            case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field }:
                return names.Of(field);
            case IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null } property }:
                return names.Of(property);
            case IDefaultValueOperation:
                return "default:" + operation.Type?.Name;
            case IBinaryOperation binary when Term(binary.LeftOperand) is { } a && Term(binary.RightOperand) is { } b:
                return $"({a} {binary.OperatorKind} {b})";
            case IUnaryOperation unary when Term(unary.Operand) is { } a:
                return $"({unary.OperatorKind} {a})";
            case IIsTypeOperation type when Term(type.ValueOperand) is { } a:
                return $"({a} is {names.Of(type.TypeOperand)})";
            case IInvocationOperation call when IsPure(call.TargetMethod):
                return OfCall(call);
            default:
                return null;
        }
    }

    private void Depend(int place)
    {
        _places ??= [];
        if (!_places.Contains(place))
        {
            _places.Add(place);
        }
    }

    private string? OfCall(IInvocationOperation call)
    {
        var parts = new List<string> { names.Of(call.TargetMethod) };
        foreach (var operand in call.ChildOperations)
        {
            if (Term(operand is IArgumentOperation argument ? argument.Value : operand) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return string.Join(" ", parts);
    }

    // A method of a readonly struct can change nothing of its receiver; anything else has to say that it is pure.
    private bool IsPure(IMethodSymbol method) =>
        contracts.Of(method).IsPure
        || (!method.IsStatic && method.ContainingType is { IsReadOnly: true } && method.Parameters.All(p => p.RefKind == RefKind.None));

    private static IOperation Unwrap(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }
}
