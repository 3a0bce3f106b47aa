using System.Reflection;
using System.Runtime.Loader;

namespace KernelMm.Benchmarks.Native;

/// <summary>One build of the core and of the workloads on it, beside others in this process: shared is only what is not ours.</summary>
internal sealed class OwnBuild(string folder) : AssemblyLoadContext(name: null)
{
    /// <summary>The workloads, on that build's core.</summary>
    public IReadOnlyDictionary<string, Action<int>> Workloads()
    {
        Assembly assembly = LoadFromAssemblyName(typeof(NativeWorkloads).Assembly.GetName());
        object workloads = Activator.CreateInstance(assembly.GetType(typeof(NativeWorkloads).FullName!, throwOnError: true)!)!;
        return (IReadOnlyDictionary<string, Action<int>>)workloads.GetType().GetProperty(nameof(NativeWorkloads.All))!.GetValue(workloads)!;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string file = Path.Combine(folder, assemblyName.Name + ".dll");
        return assemblyName.Name!.StartsWith("KernelMm", StringComparison.Ordinal) && File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
