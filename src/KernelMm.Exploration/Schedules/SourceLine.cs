using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace KernelMm.Exploration.Schedules;

/// <summary>Where in the source a step is.</summary>
internal static class SourceLine
{
    // Below these a step is carried out; what a reader wants to see is who asked for it.
    private static readonly string[] Machinery = ["KernelMm.Exploration", "KernelMm.Scheduling", "KernelMm.Locking", "KernelMm.Rcu", "KernelMm.Physical", "System"];

    /// <summary>The innermost method on the stack that is no machinery, and its line where that is known.</summary>
    public static string OfCaller()
    {
        foreach (StackFrame frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is { } method && !IsMachinery(method))
            {
                string file = Path.GetFileName(frame.GetFileName()) ?? string.Empty;
                string line = file.Length == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" ({file}:{frame.GetFileLineNumber()})");
                return $"{method.DeclaringType?.Name}.{method.Name}{line}";
            }
        }

        return string.Empty;
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
