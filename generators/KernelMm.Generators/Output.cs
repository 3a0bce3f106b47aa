using System.Text;
using KernelMm.Levels.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Generators;

/// <summary>Hands what is emitted to the compiler.</summary>
internal static class Output
{
    public static void Add(SourceProductionContext production, OutputModel model)
    {
        foreach (EmittedFile file in ArchitectureEmitter.Emit(model.Architecture, model.RootNamespace))
        {
            production.CancellationToken.ThrowIfCancellationRequested();
            Add(production, file);
        }
    }

    public static void AddRegistry(SourceProductionContext production, RegistryModel registry, string rootNamespace)
    {
        // Without a single level file there is nothing to register, and a project that has none must not get a type it did not ask for.
        if (registry.Entries.Count > 0)
        {
            Add(production, RegistryEmitter.Emit(registry.Entries, rootNamespace));
        }
    }

    private static void Add(SourceProductionContext production, EmittedFile file) =>
        production.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
}
