using System.IO.Compression;
using System.Xml.Linq;

namespace KernelMm.Packages.Tests;

/// <summary>A package's content.</summary>
internal sealed class Package : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly XElement _metadata;

    public Package(string path)
    {
        _archive = ZipFile.OpenRead(path);
        ZipArchiveEntry description = _archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        using Stream stream = description.Open();
        _metadata = XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public string Id => Said("id")!;

    public string Version => Said("version")!;

    public IEnumerable<string> Files => _archive.Entries.Select(entry => entry.FullName);

    public IEnumerable<string> Dependencies =>
        _metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!);

    /// <summary>What the package says of itself under a name, or null.</summary>
    public string? Said(string name) => _metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    public string Text(string path)
    {
        using StreamReader reader = new(_archive.GetEntry(path)!.Open());
        return reader.ReadToEnd();
    }

    public void Dispose() => _archive.Dispose();
}
