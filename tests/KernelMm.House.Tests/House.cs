using System.Xml.Linq;
using KernelMm.Testing;

namespace KernelMm.House.Tests;

/// <summary>The projects of the house.</summary>
internal static class House
{
    /// <summary>All project files outside of tests, by project name.</summary>
    public static IReadOnlyDictionary<string, XDocument> Projects { get; } =
        new[] { "src", "generators", "analyzers" }
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Repository.Root, room), "*.csproj", SearchOption.AllDirectories))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => XDocument.Load(path));
}
