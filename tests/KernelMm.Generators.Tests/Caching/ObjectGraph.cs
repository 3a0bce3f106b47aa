using System.Reflection;

namespace KernelMm.Generators.Tests.Caching;

/// <summary>All objects that can be reached from one.</summary>
internal static class ObjectGraph
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static IEnumerable<object> Of(object root)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([root]);
        while (open.TryPop(out object? next))
        {
            if (next is string || next.GetType().IsPrimitive || !seen.Add(next))
            {
                continue;
            }

            yield return next;
            foreach (object child in ChildrenOf(next).OfType<object>())
            {
                open.Push(child);
            }
        }
    }

    private static IEnumerable<object?> ChildrenOf(object parent)
    {
        IEnumerable<object?> items = parent is Array array ? array.Cast<object?>() : [];
        return items.Concat(FieldsOf(parent.GetType()).Select(field => field.GetValue(parent)));
    }

    // Also the private ones of base classes, which reflection does not give for the derived one.
    private static IEnumerable<FieldInfo> FieldsOf(Type type) =>
        type.GetFields(Fields).Concat(type.BaseType is Type parent && parent != typeof(object) ? FieldsOf(parent) : []);
}
