using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace KernelMm.Comparison.Others;

/// <summary>Loads one tool's assemblies from its own folder, and the compiler's from this program.</summary>
internal sealed class ToolLoader(string folder) : AssemblyLoadContext(Path.GetFileName(folder)), IAnalyzerAssemblyLoader
{
    public void AddDependencyLocation(string fullPath)
    {
        // All dependencies of a tool lie in its folder.
    }

    public Assembly LoadFromPath(string fullPath) => LoadFromAssemblyPath(fullPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var file = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
