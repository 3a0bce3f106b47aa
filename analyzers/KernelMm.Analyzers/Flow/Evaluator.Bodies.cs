using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>What a body does against the contract of its own method.</summary>
internal sealed partial class Evaluator
{
    private void SayContradiction(IOperation where, string how)
    {
        if (findings is not null)
        {
            var stranger = method.Site(where, -6, method.Method, isForeign: true);
            findings.Add(Found(FindingKind.BodyContradicts, stranger.Index, where, Use.None) with { Detail = how });
        }
    }

    private void SayNullReturned(Value value, IOperation result, Contract contract)
    {
        if (value.Kind == ValueKind.Null && (contract & (Contract.ReturnsMapped | Contract.MayFail)) == Contract.ReturnsMapped)
        {
            SayContradiction(result, "null is returned, and the contract does not say [MayFail]");
        }
    }

    /// <summary>A parameter of this method is given on.</summary>
    private void GiveParameter(IOperation argument, Contract contract)
    {
        if (Own(argument) is not { } parameter)
        {
            return;
        }

        var own = method.Contracts.OfStorage(parameter);
        if ((own & Contract.Consumes) != 0)
        {
            path.SetMark(Given(parameter).Number, path.Mark(Given(parameter).Number) | ((contract & Contract.Consumes) != 0 ? Mark.GivenAway : contract == Contract.None ? Mark.Elsewhere : 0));
        }
        else if ((own & Contract.NeedsMapped) != 0 && (contract & Contract.Consumes) != 0)
        {
            SayContradiction(argument, $"'{parameter.Name}' is released, and the contract says that the caller keeps it");
        }
        else if ((own & (Contract.NeedsMapped | Contract.Writes)) == Contract.NeedsMapped && (contract & Contract.Writes) != 0)
        {
            SayContradiction(argument, $"the entry of '{parameter.Name}' is written, and the contract does not say NeedsMapped(Writes = true)");
        }
    }

    private Fact Given(IParameterSymbol parameter) =>
        method.Facts.Of(FactKind.Given, parameter, n => new Fact(n, FactKind.Given, null) { Parameter = parameter });

    // The parameter itself, or a pointer made of it by going on.
    private IParameterSymbol? Own(IOperation operand) => operand switch
    {
        IParameterReferenceOperation { Parameter: var p } when SymbolEqualityComparer.Default.Equals(p.ContainingSymbol, method.Method)
            && !method.IsReassigned(p) => p,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract } sum => Own(sum.LeftOperand),
        IConversionOperation conversion => Own(conversion.Operand),
        _ => null,
    };

    private void SayOwnSleep(IOperation where)
    {
        var contract = method.OwnContract;
        if (method.Method.Parameters.FirstOrDefault(p => (contract.Parameter(p.Ordinal) & Contract.NeedsMapped) != 0) is { } live)
        {
            SayContradiction(where, $"it may sleep here, and the contract says that '{live.Name}' is mapped meanwhile");
        }
        else if (contract.Claims.Needs.FirstOrDefault(Vocabulary.ForbidsSleep) is { } resource && !IsGivenAway(resource))
        {
            SayContradiction(where, $"it may sleep here, and the contract says that its callers hold '{resource}'");
        }
    }

    private bool IsGivenAway(string resource) =>
        method.Facts.Find(FactKind.Callers, resource) is { } callers && path.Mark(callers.Number) != 0;

    /// <summary>Says where a method that says by its answer whether it acquired something answers otherwise than it did.</summary>
    private void SayWrongAnswer(Value answer, IOperation result)
    {
        foreach (var resource in method.OwnContract.Claims.Acquires)
        {
            var all = method.Facts.All(FactKind.Held).Where(f => f.Resource == resource).ToList();
            if (answer.Constant is not bool taken || all.Count == 0 || all.Exists(f => (path.Mark(f.Number) & (Mark.Mixed | Mark.MaybeHeld)) != 0))
            {
                continue;
            }

            if (taken != all.Exists(f => path.Mark(f.Number) == Mark.Held))
            {
                SayContradiction(result, taken ? $"true says that '{resource}' is held, and it is not" : $"false says that '{resource}' is not held, and it is");
            }
        }
    }
}
