using KernelMm.Testing;

namespace KernelMm.House.Tests;

/// <summary>Each package's public API is a file under review: a change of it is a change of that file.</summary>
public sealed class Public_api
{
    /// <summary>The assemblies that others compile against, or install.</summary>
    public static TheoryData<string> Assemblies => new(
        "KernelMm.Contracts", "KernelMm.PageTables", "KernelMm", "KernelMm.Exploration", "KernelMm.Scenarios", "KernelMm.Levels", "KernelMm.Generators", "KernelMm.Analyzers", "KernelMm.CodeFixes");

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Is_as_verified(string assembly)
    {
        string api = PublicApi.Of(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

        Assert.NotEmpty(api);
        Assert.Empty(Snapshots.Of("KernelMm.House.Tests").Compare(
            $"{nameof(Public_api)}.{nameof(Is_as_verified)}_{assembly}", new Dictionary<string, string> { [assembly + ".txt"] = api }));
    }
}
