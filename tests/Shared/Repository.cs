namespace KernelMm.Testing;

/// <summary>The folder of the solution. Not by the caller's file path: in a repeatable build that is no path of this machine.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "KernelMm.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside of the repository"));
}
