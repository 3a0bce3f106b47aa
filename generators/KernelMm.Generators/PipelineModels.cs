using System.Collections.Immutable;
using KernelMm.Levels.Emit;
using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing;

namespace KernelMm.Generators;

/// <summary>What came of one level file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Result">Its model or what is wrong with it.</param>
internal sealed record ParsedFile(string Path, LevelFileResult Result);

/// <summary>What is wrong in one level file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Items">Nothing, for a file that is in order.</param>
internal sealed record FileDiagnostics(string Path, EquatableArray<LevelFileDiagnostic> Items);

/// <summary>A file that has a model.</summary>
/// <param name="Path">The file.</param>
/// <param name="Architecture">The model.</param>
internal sealed record ArchitectureFile(string Path, Architecture Architecture);

/// <summary>What the registry needs of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Name">The architecture's name.</param>
/// <param name="Namespace">Its namespace's last part.</param>
internal sealed record RegistryFile(string Path, string Name, string Namespace);

/// <summary>A model and where its types go.</summary>
/// <param name="Architecture">The model.</param>
/// <param name="RootNamespace">The namespace above the architecture's own.</param>
internal sealed record OutputModel(Architecture Architecture, string RootNamespace);

/// <summary>All architectures that can stand in one assembly together, and those that cannot.</summary>
/// <param name="Entries">The registered ones, by name.</param>
/// <param name="Clashes">What is wrong with the others.</param>
internal sealed record RegistryModel(EquatableArray<RegistryEntry> Entries, EquatableArray<FileDiagnostics> Clashes)
{
    /// <summary>Whether a file's architecture is registered.</summary>
    public bool Has(string path) => Clashes.All(clash => clash.Path != path);

    /// <summary>Of files that clash the first by path stays, so that the order in which the compiler lists them changes nothing.</summary>
    public static RegistryModel From(ImmutableArray<RegistryFile> files)
    {
        var kept = new List<RegistryFile>();
        var names = new Dictionary<string, RegistryFile>(StringComparer.Ordinal);
        var spaces = new Dictionary<string, RegistryFile>(StringComparer.OrdinalIgnoreCase);
        var clashes = new List<FileDiagnostics>();
        foreach (RegistryFile file in files.OrderBy(file => file.Name, StringComparer.Ordinal).ThenBy(file => file.Path, StringComparer.Ordinal))
        {
            if (names.TryGetValue(file.Name, out RegistryFile? sameName))
            {
                clashes.Add(Clash(file, sameName, "name", file.Name, "rename one of the two files"));
            }
            else if (spaces.TryGetValue(file.Namespace, out RegistryFile? sameSpace))
            {
                clashes.Add(Clash(file, sameSpace, "namespace", sameSpace.Namespace, "write another `namespace:` here"));
            }
            else
            {
                kept.Add(file);
                names.Add(file.Name, file);
                spaces.Add(file.Namespace, file);
            }
        }

        return new RegistryModel(
            kept.Select(file => new RegistryEntry(file.Name, file.Namespace)).ToEquatableArray(),
            clashes.ToEquatableArray());
    }

    private static FileDiagnostics Clash(RegistryFile file, RegistryFile other, string what, string value, string remedy) =>
        new(file.Path, EquatableArray.Of(LevelDiagnostics.DuplicateArchitecture.At(LevelFileSpan.FileStart, Path.GetFileName(other.Path), what, value, remedy)));
}
