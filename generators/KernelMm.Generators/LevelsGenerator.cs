using Microsoft.CodeAnalysis;

namespace KernelMm.Generators;

/// <summary>
/// Emits the typed page tables of every <c>*.levels.yaml</c> among the additional files. It takes nothing from the compilation, so no
/// edit of C# makes it run.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LevelsGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Once per level file, when its text changes.
        IncrementalValuesProvider<ParsedFile> files = context.AdditionalTextsProvider
            .Where(static text => LevelFileReader.IsLevelFile(text.Path))
            .Select(static (text, cancellation) => LevelFileReader.Read(text, cancellation))
            .WithTrackingName(StepNames.Parse);

        // Where a mistake stands may move without the model changing, and the other way about: the two part here.
        IncrementalValuesProvider<FileDiagnostics> diagnostics = files
            .Select(static (file, _) => new FileDiagnostics(file.Path, file.Result.Diagnostics))
            .WithTrackingName(StepNames.Diagnostics);

        IncrementalValuesProvider<ArchitectureFile> architectures = files
            .Where(static file => file.Result.Architecture is not null)
            .Select(static (file, _) => new ArchitectureFile(file.Path, file.Result.Architecture!))
            .WithTrackingName(StepNames.Architecture);

        // Once per build property that changes, which is when a project is loaded.
        IncrementalValueProvider<string> rootNamespace = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => RootNamespace.From(options.GlobalOptions))
            .WithTrackingName(StepNames.RootNamespace);

        // Once when some file's name or namespace changes, a file comes or goes.
        IncrementalValueProvider<RegistryModel> registry = architectures
            .Select(static (file, _) => new RegistryFile(file.Path, file.Architecture.Name, file.Architecture.Namespace))
            .Collect()
            .Select(static (all, _) => RegistryModel.From(all))
            .WithTrackingName(StepNames.Registry);

        // Once per file and change of its model or of the registry; the emitter runs only for what differs.
        IncrementalValuesProvider<OutputModel> output = architectures
            .Combine(registry)
            .Where(static pair => pair.Right.Has(pair.Left.Path))
            .Select(static (pair, _) => pair.Left.Architecture)
            .Combine(rootNamespace)
            .Select(static (pair, _) => new OutputModel(pair.Left, pair.Right))
            .WithTrackingName(StepNames.Output);

        context.RegisterSourceOutput(diagnostics, static (production, file) => Diagnostics.Report(production, file));
        context.RegisterSourceOutput(registry, static (production, all) => Diagnostics.Report(production, all));
        context.RegisterSourceOutput(output, static (production, model) => Output.Add(production, model));
        context.RegisterSourceOutput(registry.Combine(rootNamespace), static (production, pair) => Output.AddRegistry(production, pair.Left, pair.Right));
    }
}
