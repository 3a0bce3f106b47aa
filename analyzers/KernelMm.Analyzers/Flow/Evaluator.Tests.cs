using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    /// <summary>Goes on with the paths on which <paramref name="test"/> answers <paramref name="truth"/>; kills this one if it cannot.</summary>
    public void Assume(Value test, bool truth)
    {
        switch (Resolve(test))
        {
            case { Constant: bool answer }:
                Require(answer == truth);
                break;
            case { Kind: ValueKind.NullTest } nullTest:
                AssumeNull(nullTest.Index, nullTest.Sense == truth);
                break;
            case { Kind: ValueKind.LockTest } lockTest:
                path.SetSite(lockTest.Index, path.Site(lockTest.Index) with
                {
                    Lock = lockTest.Sense == truth ? LockStatus.Held : LockStatus.NotHeld,
                });
                break;
            case { Kind: ValueKind.ValidTest } validTest when validTest.Sense == truth:
                Validate(validTest.Index);
                break;
            case { Kind: ValueKind.HeldTest } held:
                AssumeHeld(held, truth);
                break;
            case { Kind: ValueKind.Both } both:
                AssumeBoth(both, truth);
                break;
            case { Kind: ValueKind.Condition } condition:
                AssumeCondition(condition.Index, condition.Sense == truth);
                break;
        }
    }

    // Where the whole answers as each of the two has to, both are known; otherwise one is, where the other one cannot be why.
    private void AssumeBoth(Value both, bool truth)
    {
        var (left, right) = both.Parts;
        if (both.Sense == truth || Resolve(right).Constant is bool r && r == both.Sense)
        {
            Assume(left, truth);
        }

        if (both.Sense == truth || Resolve(left).Constant is bool l && l == both.Sense)
        {
            Assume(right, truth);
        }
    }

    private Value ResolveBoth(Value both)
    {
        var (left, right) = both.Parts;
        var (l, r) = (Resolve(left), Resolve(right));
        return l.Constant is bool || r.Constant is bool ? Value.Both(l, r, isAnd: both.Sense) : both;
    }

    private void Require(bool possible)
    {
        if (!possible)
        {
            path.Kill();
        }
    }

    private void AssumeNull(int site, bool isNull)
    {
        var state = path.Site(site);
        if (state.Status == MappingStatus.Maybe)
        {
            path.Failed = isNull ? site : -1;
            path.SetSite(site, isNull
                ? state with { Status = MappingStatus.Null, Lock = LockStatus.NotHeld }
                : state.With(MappingStatus.Mapped));
            if (isNull)
            {
                FailRetry(method.Sites[site]);
            }
            else
            {
                SucceedRetry(method.Sites[site]);
            }
        }
    }

    private void AssumeCondition(int condition, bool answer)
    {
        path.SetAnswer(condition, answer);
        if (answer && method.Conditions.Equality(condition) is var (place, constant) && path[place].Kind == ValueKind.Unknown)
        {
            path[place] = Value.Of(constant);
        }
    }

    /// <summary>A test whose answer is known on this path, as the answer.</summary>
    private Value Resolve(Value value) => value.Kind switch
    {
        ValueKind.NullTest => path.Site(value.Index).Status switch
        {
            MappingStatus.Null => Value.Of(value.Sense),
            MappingStatus.Mapped or MappingStatus.Released => Value.Of(!value.Sense),
            _ => value,
        },
        ValueKind.LockTest => path.Site(value.Index).Lock switch
        {
            LockStatus.Held => Value.Of(value.Sense),
            LockStatus.NotHeld => Value.Of(!value.Sense),
            _ => value,
        },
        ValueKind.HeldTest => ResolveHeld(value),
        ValueKind.Both => ResolveBoth(value),
        ValueKind.Condition => path.Answer(value.Index) is { } answer ? Value.Of(answer == value.Sense) : value,
        _ => value,
    };

    private Value NullnessOf(IOperation operand, IOperation test, bool nullWhen) => NullnessOf(Visit(operand), test, nullWhen);

    private Value NullnessOf(Value value, IOperation test, bool nullWhen)
    {
        if (!(value.IsPointer && IsSure(value.Index)))
        {
            findings?.Matters(test);
        }

        return NullnessKnown(value, test, nullWhen);
    }

    // Mapped by what cannot fail: no test of it can matter.
    private bool IsSure(int site) => method.Sites[site].IsSure && path.Site(site).Status == MappingStatus.Mapped;

    private Value NullnessKnown(Value value, IOperation test, bool nullWhen) => value.Kind switch
    {
        ValueKind.Null => TestOfNull(test, nullWhen),
        ValueKind.Constant => Value.Of(!nullWhen),
        ValueKind.Pointer => Resolve(TestOf(value.Index, test, nullWhen)),

        // The lock is null where the mapping is, but asking the lock is not asking the mapping.
        ValueKind.Lock when Resolve(Value.NullTest(value.Index, nullWhen)) is { Constant: bool } known => known,
        ValueKind.Lock => TestOfTheLock(value.Index, test),
        ValueKind.Spare => ResolveHeld(value.IsThere(when: !nullWhen)),
        _ => ConditionOf(test),
    };

    private Value TestOf(int site, IOperation test, bool nullWhen)
    {
        var state = path.Site(site);
        if (state is { IsPresumed: true, Status: MappingStatus.Mapped } && !IsOfUsing(test))
        {
            Say(FindingKind.TestedTooLate, site, test, Use.None);
        }
        else if (IsSure(site))
        {
            Say(FindingKind.TestedSure, site, test, Use.None);
        }
        else if (state.MayBeNull)
        {
            findings?.Needs(test);
        }

        return Value.NullTest(site, nullWhen);
    }

    // What a using statement asks before it disposes: nobody has written that.
    private static bool IsOfUsing(IOperation test) =>
        test.IsImplicit && test.Syntax is VariableDeclaratorSyntax or { Parent: UsingStatementSyntax };

    private Value TestOfNull(IOperation test, bool nullWhen)
    {
        findings?.Needs(test);
        return Value.Of(nullWhen);
    }

    private Value TestOfTheLock(int site, IOperation test)
    {
        if (path.Site(site).Status == MappingStatus.Maybe)
        {
            Say(FindingKind.WrongVariable, site, test, Use.None);
        }

        return ConditionOf(test);
    }

    private Value ConditionOf(IOperation operation) =>
        operation.Type?.SpecialType == SpecialType.System_Boolean && method.Conditions.Find(operation) is var (number, sense)
            ? Resolve(Value.Condition(number, sense))
            : Value.Unknown;

    private Value VisitUnary(IUnaryOperation unary)
    {
        if (unary.OperatorMethod is not null && unary.Type?.SpecialType == SpecialType.System_Boolean)
        {
            // The operators true, false and ! of a pointer-like type ask whether it is null.
            return unary.OperatorKind switch
            {
                UnaryOperatorKind.True => NullnessOf(unary.Operand, unary, nullWhen: false),
                UnaryOperatorKind.False or UnaryOperatorKind.Not => NullnessOf(unary.Operand, unary, nullWhen: true),
                _ => VisitOther(unary),
            };
        }

        var value = Visit(unary.Operand);
        return unary.OperatorKind == UnaryOperatorKind.Not ? value.Negate() : Value.Unknown;
    }

    private Value VisitBinary(IBinaryOperation binary)
    {
        var left = Visit(binary.LeftOperand);
        var right = Visit(binary.RightOperand);
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                return Compare(binary, left, right, binary.OperatorKind == BinaryOperatorKind.Equals);
            case BinaryOperatorKind.Add or BinaryOperatorKind.Subtract when left.IsPointer && SameType(binary, binary.LeftOperand):
                return Advance(left, binary.LeftOperand, Distance(right, binary.OperatorKind));
            case BinaryOperatorKind.Add when right.IsPointer && SameType(binary, binary.RightOperand):
                return Advance(right, binary.RightOperand, Distance(left, BinaryOperatorKind.Add));
            case BinaryOperatorKind.Add or BinaryOperatorKind.Subtract when left.Kind == ValueKind.PageCount && right.Kind == ValueKind.Constant:
                return left;
            case BinaryOperatorKind.And or BinaryOperatorKind.Or when binary.OperatorMethod is null && (left.IsTest || right.IsTest):
                return Value.Both(left, right, binary.OperatorKind == BinaryOperatorKind.And);
            default:
                NoteBound(binary, left, right);
                return ConditionOf(binary);
        }
    }

    private static bool SameType(IOperation result, IOperation operand) =>
        SymbolEqualityComparer.Default.Equals(result.Type, operand.Type);

    private Value Compare(IOperation comparison, Value left, Value right, bool equalWhen)
    {
        if (right.Kind == ValueKind.Null)
        {
            return NullnessOf(left, comparison, equalWhen);
        }

        if (left.Kind == ValueKind.Null)
        {
            return NullnessOf(right, comparison, equalWhen);
        }

        Compared(left);
        Compared(right);
        if (left.Kind == ValueKind.Lock && right.Kind == ValueKind.NamedLock)
        {
            method.Locks.Compare(left.Index, left.Index);
        }
        else if (left.Kind == ValueKind.NamedLock && right.Kind == ValueKind.Lock)
        {
            method.Locks.Compare(right.Index, right.Index);
        }

        if (left.Kind == ValueKind.Lock && right.Kind == ValueKind.Lock && left.Index != right.Index)
        {
            method.Locks.Compare(left.Index, right.Index);
            SayReadWithoutMapping(left.Index, comparison);
            SayReadWithoutMapping(right.Index, comparison);
        }

        if (comparison is IBinaryOperation bound)
        {
            NoteBound(bound, left, right);
        }

        if (left.Kind == ValueKind.Snapshot || right.Kind == ValueKind.Snapshot)
        {
            return Value.ValidTest((left.Kind == ValueKind.Snapshot ? left : right).Index, equalWhen);
        }

        if (left.Kind == ValueKind.Constant && right.Kind == ValueKind.Constant && left.Constant!.GetType() == right.Constant!.GetType())
        {
            return Value.Of(left.Constant.Equals(right.Constant) == equalWhen);
        }

        // "flag == true" is the flag.
        return (left, right) switch
        {
            ({ IsTest: true }, { Constant: bool b }) => b == equalWhen ? left : left.Negate(),
            ({ Constant: bool b }, { IsTest: true }) => b == equalWhen ? right : right.Negate(),
            _ => ConditionOf(comparison),
        };
    }
}
