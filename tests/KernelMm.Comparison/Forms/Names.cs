using KernelMm.Contracts;
using Microsoft.CodeAnalysis;

namespace KernelMm.Comparison.Forms;

/// <summary>What the derivation has to recognize, by contracts.</summary>
internal static class Names
{
    public static bool IsPointer(ITypeSymbol? type) => type is { Name: "PtePtr", ContainingNamespace.Name: "X64" };

    /// <summary>Whether it makes a mapping and may fail to.</summary>
    public static bool IsMap(IMethodSymbol method) =>
        Has(method.GetReturnTypeAttributes(), nameof(ReturnsMappedAttribute)) && MayFail(method.GetReturnTypeAttributes());

    public static bool MayFail(IEnumerable<AttributeData> attributes) => Has(attributes, nameof(MayFailAttribute));

    /// <summary>Whether it only gives back what its second argument maps.</summary>
    public static bool IsRelease(IMethodSymbol method) => method is { ContainingType.Name: "Pgtable", Name: "PteUnmap" or "PteUnmapUnlock" };

    /// <summary>In the disposable form a method that makes something says so by its name, as CA2000 expects it of static methods.</summary>
    public static string Of(IMethodSymbol method, Form form) =>
        form == Form.Disposable && method.IsStatic && IsMap(method) ? "Open" + method.Name : method.Name;

    public static bool AllowsNull(IParameterSymbol parameter) =>
        MayFail(parameter.GetAttributes())
        || parameter.GetAttributes().Any(a => a.NamedArguments.Any(n => n is { Key: nameof(ConsumesAttribute.AllowsNull), Value.Value: true }));

    private static bool Has(IEnumerable<AttributeData> attributes, string name) => attributes.Any(a => a.AttributeClass?.Name == name);
}
