using System.Reflection;
using System.Xml.Linq;
using KernelMm.Packages.Tests;
using KernelMm.Testing;

[assembly: AssemblyFixture(typeof(PackedFeed))]

namespace KernelMm.Packages.Tests;

/// <summary>
/// All packages, packed once into a folder, which is the only source there is: a project that can be restored needs nothing but
/// them and the SDK. The folder lies outside of the repository, so that none of its settings reach the projects in it.
/// </summary>
public sealed class PackedFeed : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kernelmm-packages-");
    private int _folders;

    public PackedFeed()
    {
        string configuration = typeof(PackedFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

        // What is packed has just been built, as this project asks for it; to build it twice would be to wait twice.
        Dotnet.Run(Repository.Root, new Dictionary<string, string>(), "pack", "KernelMm.sln", "--no-build", "-c", configuration, "-o", Feed, "-nodeReuse:false").Succeeded();
        Packages = [.. Directory.EnumerateFiles(Feed, "*.nupkg").Select(file => new Package(file)).OrderBy(package => package.Id, StringComparer.Ordinal)];
        Environment = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "cache"),
            ["KernelMmVersion"] = Packages[0].Version,
        };
        new XDocument(new XElement(
            "configuration",
            new XElement("packageSources", new XElement("clear"), new XElement("add", new XAttribute("key", "packed"), new XAttribute("value", Feed)))))
            .Save(Path.Combine(_folder.FullName, "nuget.config"));
    }

    internal IReadOnlyList<Package> Packages { get; }

    internal IReadOnlyDictionary<string, string> Environment { get; }

    private string Feed => Path.Combine(_folder.FullName, "feed");

    public void Dispose()
    {
        foreach (Package package in Packages)
        {
            package.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>A folder beside the feed.</summary>
    internal string NewFolder(string name) => _folder.CreateSubdirectory($"{name}-{Interlocked.Increment(ref _folders)}").FullName;

    /// <summary>A user's project, copied to a folder of its own.</summary>
    internal string NewConsumer(string name)
    {
        string folder = NewFolder(name);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Consumers", name)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }
}
