using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace KernelMm.Exploration.Schedules;

/// <summary>Where in the source a step is.</summary>
internal static class SourceLine
{
    // Below these a step is carried out; what a reader wants to see is who asked for it.
    private static readonly string[] Machinery = ["KernelMm.Exploration", "KernelMm.Scheduling", "KernelMm.Locking", "KernelMm.Rcu", "KernelMm.Physical", "System"];

    /// <summary>
    /// The innermost method on the stack that is no machinery, and its line where that is known; where that is generated code, also
    /// the one that called it.
    /// </summary>
    public static string OfCaller()
    {
        string places = string.Empty;
        foreach (StackFrame frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is not { } method || IsMachinery(method))
            {
                continue;
            }

            string file = Path.GetFileName(frame.GetFileName()) ?? string.Empty;
            string line = file.Length == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" ({file}:{frame.GetFileLineNumber()})");
            if (!file.EndsWith(".g.cs", StringComparison.Ordinal))
            {
                return $"{places}{NameOf(method)}{line}";
            }

            places = places.Length == 0 ? $"{NameOf(method)}{line} < " : places;
        }

        return places;
    }

    // A lambda is known by the method it stands in: <>c.<Broken>b__0_0 of LostUpdate is LostUpdate.Broken.
    private static string NameOf(MethodBase method)
    {
        Type? type = method.DeclaringType;
        while (type is { DeclaringType: not null } && type.Name.StartsWith('<'))
        {
            type = type.DeclaringType;
        }

        string name = method.Name;
        int end = name.IndexOf('>', StringComparison.Ordinal);
        return $"{type?.Name}.{(name.StartsWith('<') && end > 1 ? name[1..end] : name)}";
    }

    private static bool IsMachinery(MethodBase method)
    {
        Type? type = method.DeclaringType;
        string room = type?.Namespace ?? string.Empty;
        return type is null || typeof(KernelMm.Contracts.IPageTableMemory).IsAssignableFrom(type) || type.IsDefined(typeof(StepMachineryAttribute), inherit: false)
            || Machinery.Any(name => room == name || room.StartsWith(name + ".", StringComparison.Ordinal));
    }
}

/// <summary>Marks a type whose methods carry steps out: the source line of a step is that of their caller.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class StepMachineryAttribute : Attribute;
