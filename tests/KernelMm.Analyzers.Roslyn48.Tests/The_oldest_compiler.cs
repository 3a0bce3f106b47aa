using System.Reflection;
using KernelMm.Analyzers;
using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Tests;

/// <summary>What the promise is about: without these two, the other test here would say nothing about it.</summary>
public sealed class The_oldest_compiler
{
    private static readonly Version Oldest = new(4, 8, 0, 0);

    [Fact]
    public void Is_what_runs_here() => Assert.Equal(Oldest, typeof(Compilation).Assembly.GetName().Version);

    [Fact]
    public void Is_what_the_analyzers_are_compiled_against_and_nothing_newer() =>
        Assert.All(
            typeof(MappingAnalyzer).Assembly.GetReferencedAssemblies().Where(IsOfTheCompiler),
            reference => Assert.Equal(Oldest, reference.Version));

    private static bool IsOfTheCompiler(AssemblyName name) => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal);
}
