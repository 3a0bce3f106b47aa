using System.Text;
using KernelMm.PageTables.X64;
using Microsoft.CodeAnalysis;

namespace KernelMm.Comparison.Forms;

/// <summary>The declarations of the generated family with a class in the pointer's place: the same methods, read off the true ones.</summary>
internal sealed class DerivedFamily(Compilation compilation, Form form)
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;

    public override string ToString()
    {
        var text = new StringBuilder($$"""
            #nullable enable
            namespace KernelMm.Derived;

            public sealed unsafe class PtePtr{{(form == Form.Disposable ? " : System.IDisposable" : "")}}
            {
                public PtePtr(void* slot) => Slot = (ulong*)slot;
                public ulong* Slot { get; }
                public static PtePtr operator +(PtePtr slot, int entries) => new(slot.Slot + entries);
                public static PtePtr operator -(PtePtr slot, int entries) => new(slot.Slot - entries);
                public static int operator -(PtePtr left, PtePtr right) => (int)(left.Slot - right.Slot);
                public static PtePtr operator ++(PtePtr slot) => slot + 1;
                public static PtePtr operator --(PtePtr slot) => slot - 1;
                public PtePtr Move(int entries) => this;
                public void Dispose() { }
            }

            public static unsafe class Pgtable
            {

            """);
        var family = compilation.GetTypeByMetadataName(typeof(Pgtable).FullName!)!;
        foreach (var field in family.GetMembers().OfType<IFieldSymbol>().Where(f => f.DeclaredAccessibility == Accessibility.Public))
        {
            text.AppendLine(Declaration(field));
        }

        foreach (var method in family.GetMembers().OfType<IMethodSymbol>().Where(m => m is { DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary }))
        {
            text.AppendLine(Declaration(method));
        }

        foreach (var property in family.GetMembers().OfType<IPropertySymbol>())
        {
            text.AppendLine($"    public static {property.Type.ToDisplayString(Full)} {property.Name} => throw null!;");
        }

        return text.AppendLine("}").ToString();
    }

    private static string Declaration(IFieldSymbol field) =>
        field.HasConstantValue
            ? FormattableString.Invariant($"    public const {field.Type.ToDisplayString(Full)} {field.Name} = {field.ConstantValue};")
            : $"    public static readonly {field.Type.ToDisplayString(Full)} {field.Name};";

    private string Declaration(IMethodSymbol method)
    {
        var parameters = string.Join(", ", method.Parameters.Select(p => $"{Kind(p.RefKind)}{TypeOf(p.Type, nullable: false)} {p.Name}"));
        var typeParameters = method.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", method.TypeParameters.Select(t => t.Name))}>";
        var constraints = string.Concat(method.TypeParameters
            .Where(t => t.ConstraintTypes.Length > 0)
            .Select(t => $" where {t.Name} : {string.Join(", ", t.ConstraintTypes.Select(c => c.ToDisplayString(Full)))}"));
        return $"    public static {TypeOf(method.ReturnType, Names.IsMap(method))} {Names.Of(method, form)}{typeParameters}({parameters}){constraints} => throw null!;";
    }

    private static string TypeOf(ITypeSymbol type, bool nullable) =>
        !Names.IsPointer(type) ? type.ToDisplayString(Full) : nullable ? "PtePtr?" : "PtePtr";

    private static string Kind(RefKind kind) => kind switch
    {
        RefKind.Out => "out ",
        RefKind.Ref => "ref ",
        RefKind.In => "in ",
        _ => "",
    };
}
