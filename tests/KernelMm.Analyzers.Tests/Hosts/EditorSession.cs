using System.Reflection;
using KernelMm.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Analyzers.Tests.Hosts;

/// <summary>
/// A solution as an editor holds it: the project names the two assembly files, and the analyzers and the exported fix providers
/// are what is found in them. What is chosen changes the workspace.
/// </summary>
internal sealed class EditorSession : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly ProjectId _project;

    public EditorSession(params string[] sources)
    {
        AnalyzerFileReference[] files = [new(typeof(MappingAnalyzer).Assembly.Location, Loader.Instance), new(typeof(UncheckedMapFix).Assembly.Location, Loader.Instance)];
        var project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Edited", "Edited", LanguageNames.CSharp,
            compilationOptions: SourceUnderTest.CompilationOptions, parseOptions: SourceUnderTest.Options,
            metadataReferences: SourceUnderTest.References, analyzerReferences: files));
        _project = project.Id;
        Providers = [.. files.SelectMany(f => f.GetAssembly().GetTypes()).Where(IsExported).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!)];
        foreach (var (name, text) in SourceUnderTest.Beside.Concat(sources.Select((text, i) => ($"{i}.cs", text))))
        {
            _workspace.AddDocument(_project, name, SourceText.From(text));
        }
    }

    public IReadOnlyList<CodeFixProvider> Providers { get; }

    public Project Project => _workspace.CurrentSolution.GetProject(_project)!;

    public async Task<IReadOnlyList<Diagnostic>> Diagnostics()
    {
        var compilation = (await Project.GetCompilationAsync())!;
        SourceUnderTest.MustCompile(compilation);
        var analyzers = Project.AnalyzerReferences.SelectMany(r => r.GetAnalyzers(Project.Language));
        var found = await compilation.WithAnalyzers([.. analyzers], Project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>What the light bulb offers for a diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> Offers(Diagnostic diagnostic)
    {
        var offers = new List<CodeAction>();
        foreach (var provider in ProvidersOf(diagnostic.Id))
        {
            offers.AddRange(await Offers(provider, diagnostic));
        }

        return offers;
    }

    /// <summary>What one provider offers, asked for whatever diagnostic.</summary>
    public async Task<IReadOnlyList<CodeAction>> Offers(CodeFixProvider provider, Diagnostic diagnostic)
    {
        var offers = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(DocumentOf(diagnostic), diagnostic, (action, _) => offers.Add(action), default));
        return offers;
    }

    /// <summary>"Fix all occurrences in the solution", by the key of one action, or by none.</summary>
    public async Task<CodeAction?> OfferForAll(Diagnostic diagnostic, string? key)
    {
        var provider = ProvidersOf(diagnostic.Id).Single();
        var context = new FixAllContext(
            DocumentOf(diagnostic), provider, FixAllScope.Solution, key, [diagnostic.Id], new Found(await Diagnostics()), default);
        return await provider.GetFixAllProvider()!.GetFixAsync(context);
    }

    public async Task Choose(CodeAction action)
    {
        foreach (var operation in await action.GetOperationsAsync(default))
        {
            operation.Apply(_workspace, default);
        }
    }

    public void Dispose() => _workspace.Dispose();

    private IEnumerable<CodeFixProvider> ProvidersOf(string id) => Providers.Where(p => p.FixableDiagnosticIds.Contains(id));

    private Document DocumentOf(Diagnostic diagnostic) => Project.GetDocument(diagnostic.Location.SourceTree!)!;

    private static bool IsExported(Type type) =>
        type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is { } export && export.Languages.Contains(LanguageNames.CSharp);

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public static readonly Loader Instance = new();

        public void AddDependencyLocation(string fullPath)
        {
            // The two files need the compiler, and nothing else.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }

    private sealed class Found(IReadOnlyList<Diagnostic> all) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(all);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return all.Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
