using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>The list of all architectures of an assembly.</summary>
public static class RegistryEmitter
{
    /// <summary>The file <c>Architectures.g.cs</c>.</summary>
    /// <param name="architectures">Each architecture's name and namespace; the registry keeps their order.</param>
    /// <param name="rootNamespace">The namespace of the registry.</param>
    public static EmittedFile Emit(EquatableArray<RegistryEntry> architectures, string rootNamespace)
    {
        CodeWriter writer = new();
        writer.Lines(SourceFile.Header("the level files of this project"));
        writer.Lines("using System.Collections.Generic;").Lines("using System.Diagnostics.CodeAnalysis;").Lines("using KernelMm.Contracts;").Blank();
        writer.Lines($"namespace {rootNamespace};").Blank();
        writer.Lines(Doc.Summary("All architectures of this assembly, one for each level file."));
        writer.Open("public static class Architectures");
        writer.Lines($$"""
            /// <summary>The architectures, ordered by name.</summary>
            public static IReadOnlyList<IArchitecture> All { get; } =
            [
            {{string.Join("\n", architectures.Select(entry => $"    {entry.Namespace}.Architecture.Instance,"))}}
            ];

            /// <summary>Finds an architecture by its level file's name.</summary>
            /// <param name="name">The name, case included: <c>x64</c>.</param>
            /// <param name="architecture">The architecture, or null where there is none of that name.</param>
            public static bool TryGet(string name, [NotNullWhen(true)] out IArchitecture? architecture)
            {
                foreach (IArchitecture candidate in All)
                {
                    if (candidate.Layout.Name == name)
                    {
                        architecture = candidate;
                        return true;
                    }
                }

                architecture = null;
                return false;
            }
            """);
        writer.Close();
        return new EmittedFile("Architectures.g.cs", writer.ToString());
    }
}

/// <summary>What the registry needs of an architecture.</summary>
/// <param name="Name">The file's name: <c>x64</c>.</param>
/// <param name="Namespace">The namespace's last part: <c>X64</c>.</param>
public sealed record RegistryEntry(string Name, string Namespace);
