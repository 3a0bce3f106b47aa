using System.Xml.Linq;

namespace KernelMm.House.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>All project files outside of tests, by project name.</summary>
    public static IReadOnlyDictionary<string, XDocument> Projects { get; } =
        new[] { "src", "generators", "analyzers" }
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Root, room), "*.csproj", SearchOption.AllDirectories))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => XDocument.Load(path));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "KernelMm.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No KernelMm.sln above {AppContext.BaseDirectory}; run the tests from a clone.");
    }
}
