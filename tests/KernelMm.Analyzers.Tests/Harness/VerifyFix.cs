using KernelMm.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Analyzers.Tests;

/// <summary>
/// What a test says of a fix: which actions are offered, and what the source is afterwards. Whatever a fix does, the result must
/// compile, the diagnostic must be gone, and none may be added.
/// </summary>
internal static class VerifyFix
{
    public static readonly CodeFixProvider[] Providers =
        [new UncheckedMapFix(), new DiscardedMapFix(), new MissingReleaseFix(), new UseAfterReleaseFix(), new DoubleReleaseFix(), new ReleaseOrderFix(), new ForgottenResourceFix(),
        new WrongOutcomeFix(), new RetiredHelperFix()];

    /// <summary>The source after the action with this key, the first one unless said otherwise, was applied to the first diagnostic.</summary>
    public static async Task Becomes(string source, string expected, string? key = null)
    {
        var (document, diagnostics) = await Open(source);
        var actions = await Actions(document, diagnostics[0]);
        var action = key is null ? actions[0] : actions.Single(a => a.EquivalenceKey == key);
        var repaired = await Apply(document, action);
        await IsRepaired(repaired, diagnostics, diagnostics[0]);
        Assert.Equal(expected.ReplaceLineEndings("\n"), (await repaired.GetTextAsync()).ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>The source after everything of one kind was repaired at once.</summary>
    public static async Task AllBecome(string source, string expected, string? key = null)
    {
        var (document, diagnostics) = await Open(source);
        var repaired = await FixAll(document, diagnostics, key);
        await IsRepaired(repaired, [], null);
        Assert.Equal(expected.ReplaceLineEndings("\n"), (await repaired.GetTextAsync()).ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>The titles of the actions offered for the first diagnostic.</summary>
    public static async Task<IReadOnlyList<CodeAction>> Offered(string source)
    {
        var (document, diagnostics) = await Open(source);
        return await Actions(document, diagnostics[0]);
    }

    public static Task<(Document Document, Diagnostic[] Diagnostics)> Open(string source) =>
        Open(source, SourceUnderTest.Beside, SourceUnderTest.References);

    public static Task<(Document Document, Diagnostic[] Diagnostics)> Open(CorpusSource source) =>
        Open(source.Text, [("Usings.cs", CorpusCompilation.Usings)], CorpusCompilation.References);

    private static async Task<(Document Document, Diagnostic[] Diagnostics)> Open(
        string source, IEnumerable<(string Name, string Text)> beside, IEnumerable<MetadataReference> references)
    {
        var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "UnderTest",
            "UnderTest",
            LanguageNames.CSharp,
            compilationOptions: SourceUnderTest.CompilationOptions,
            parseOptions: SourceUnderTest.Options,
            metadataReferences: references));
        foreach (var (name, text) in beside)
        {
            project = project.AddDocument(name, SourceText.From(text)).Project;
        }

        var document = project.AddDocument("Test.cs", SourceText.From(source));
        return (document, await Diagnostics(document));
    }

    public static async Task<List<CodeAction>> Actions(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        foreach (var provider in Providers.Where(p => p.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
        }

        return actions;
    }

    public static async Task<Document> Apply(Document document, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(document.Project.Solution, NoProgress.Instance, default);
        return Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
    }

    /// <summary>Compiles, has no error, has not this diagnostic any more, and no other that was not there before.</summary>
    public static async Task IsRepaired(Document repaired, Diagnostic[] before, Diagnostic? gone)
    {
        var text = (await repaired.GetTextAsync()).ToString();
        var compilation = (await repaired.Project.GetCompilationAsync())!;
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, "the repaired source does not compile:\n" + string.Join("\n", errors) + "\n" + text);

        var after = await SourceUnderTest.Analyze(compilation);
        var left = before.Where(d => d != gone).Select(d => d.Id).ToList();
        foreach (var diagnostic in after)
        {
            Assert.True(left.Remove(diagnostic.Id), $"{diagnostic} is left or added in:\n{text}");
        }
    }

    public static async Task<Document> FixAll(Document document, Diagnostic[] diagnostics, string? key)
    {
        var id = diagnostics[0].Id;
        var provider = Providers.Single(p => p.FixableDiagnosticIds.Contains(id));
        var first = await First(document, diagnostics);
        var context = new FixAllContext(
            document, provider, FixAllScope.Document, key ?? first.EquivalenceKey!, [id], new Known(diagnostics), default);
        var action = await provider.GetFixAllProvider()!.GetFixAsync(context);
        return await Apply(document, action!);
    }

    private static async Task<CodeAction> First(Document document, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (await Actions(document, diagnostic) is [var first, ..])
            {
                return first;
            }
        }

        throw new InvalidOperationException("nothing is offered");
    }

    public static async Task<Diagnostic[]> Diagnostics(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync())!;
        SourceUnderTest.MustCompile(compilation);
        return [.. (await SourceUnderTest.Analyze(compilation)).OrderBy(d => d.Location.SourceSpan.Start)];
    }

    private sealed class Known(Diagnostic[] diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(document.Name == "Test.cs" ? diagnostics : Enumerable.Empty<Diagnostic>());

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }

    private sealed class NoProgress : IProgress<CodeAnalysisProgress>
    {
        public static readonly NoProgress Instance = new();

        public void Report(CodeAnalysisProgress value)
        {
            // Nobody watches a test.
        }
    }
}
