using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The list of all architectures of an assembly.</summary>
public static class RegistryEmitter
{
    /// <summary>The file <c>Architectures.g.cs</c>.</summary>
    /// <param name="architectures">Each architecture's name and namespace, in the order of the names.</param>
    /// <param name="rootNamespace">The namespace of the registry.</param>
    public static EmittedFile Emit(EquatableArray<RegistryEntry> architectures, string rootNamespace) =>
        new("Architectures.g.cs", string.Empty);
}

/// <summary>What the registry needs of an architecture.</summary>
/// <param name="Name">The file's name: <c>x64</c>.</param>
/// <param name="Namespace">The namespace's last part: <c>X64</c>.</param>
public sealed record RegistryEntry(string Name, string Namespace);
