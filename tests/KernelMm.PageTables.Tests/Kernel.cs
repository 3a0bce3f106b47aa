using System.Globalization;
using System.Reflection;

namespace KernelMm.PageTables.Tests;

/// <summary>An architecture's own types and functions by name, where tests run over all architectures.</summary>
internal sealed class Kernel(IArchitecture architecture)
{
    private readonly string _namespace = architecture.GetType().Namespace!;

    public static Kernel Of(string architecture) => new(Architectures.All.Single(candidate => candidate.Layout.Name == architecture));

    public Type Type(string name) => architecture.GetType().Assembly.GetType($"{_namespace}.{name}", throwOnError: true)!;

    /// <summary>A public static function without type parameters; null where the architecture has none.</summary>
    public MethodInfo? Find(string type, string function) => Type(type).GetMethod(function, BindingFlags.Public | BindingFlags.Static);

    public object Call(string type, string function, params object[] arguments) => Find(type, function)!.Invoke(null, arguments)!;

    /// <summary>An entry value or protection of this raw value, whatever its width.</summary>
    public object Make(string type, ulong value)
    {
        ConstructorInfo constructor = Type(type).GetConstructors().Single(candidate => candidate.GetParameters().Length == 1);
        return constructor.Invoke([Convert.ChangeType(value, constructor.GetParameters()[0].ParameterType, CultureInfo.InvariantCulture)]);
    }

    public static ulong ValueOf(object entry) => Convert.ToUInt64(Property(entry, "Value"), CultureInfo.InvariantCulture);

    public static object Property(object instance, string name) => instance.GetType().GetProperty(name)!.GetValue(instance)!;

    /// <summary>Whether the function is one of the level's Linux transitions: from a value of a type to another.</summary>
    public IEnumerable<MethodInfo> Transitions(PageTableLevel level)
    {
        Type type = Type(level.ToString());
        return type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == type && method.GetParameters().Length == 0);
    }
}
