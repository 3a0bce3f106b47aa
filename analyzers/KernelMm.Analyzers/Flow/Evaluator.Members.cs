using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

internal sealed partial class Evaluator
{
    private Value VisitField(IFieldReferenceOperation field)
    {
        if (IsNullMember(field.Field))
        {
            return Value.Null;
        }

        return VisitMember(field.Instance) is { Kind: ValueKind.Detached } table ? table : Counted(field.Field, Read(field));
    }

    private Value VisitProperty(IPropertyReferenceOperation property)
    {
        if (IsNullMember(property.Property))
        {
            return Value.Null;
        }

        if (property.Property.Type.SpecialType == SpecialType.System_Boolean && property.Instance is { } instance)
        {
            switch (property.Property.Name)
            {
                case "IsNull":
                    return NullnessOf(instance, property, nullWhen: true);
                case "HasValue" when instance.Type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T:
                    return NullnessOf(instance, property, nullWhen: false);
            }
        }

        var instanceValue = VisitMember(property.Instance);
        if (instanceValue.Kind == ValueKind.SlotRead)
        {
            SayTakenUnasked(instanceValue, property);
            AskRead(instanceValue, property, method.Contracts.HoldsFor(property.Property));
        }

        foreach (var argument in property.Arguments)
        {
            Visit(argument.Value);
        }

        if (instanceValue.Kind is ValueKind.Detached or ValueKind.PageCount && property.Type?.SpecialType != SpecialType.System_Boolean)
        {
            return instanceValue;
        }

        return property.Property is { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }
            ? Visit(property.Instance)
            : Counted(property.Property, Read(property));
    }

    private Value VisitMember(IOperation? instance)
    {
        var value = Visit(instance);
        if (value.Kind is ValueKind.Lock or ValueKind.Snapshot)
        {
            // By its parts it may be compared with anything.
            method.Locks.HandOn(value.Index);
        }

        if (value.IsPointer)
        {
            UseOf(value, instance!, Use.Dereferenced);
            LookThrough(value.Index);
        }

        return value;
    }

    // The null of a pointer-like type, as the vocabulary describes it: a static member of the type's own, named Null.
    private static bool IsNullMember(ISymbol member) =>
        member is { IsStatic: true, Name: "Null" or "Zero" }
        && SymbolEqualityComparer.Default.Equals(member.ContainingType, (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type);
}
