using System.Collections.Immutable;
using System.Composition;
using KernelMm.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace KernelMm.CodeFixes;

/// <summary>KMM0001, KMM0017, KMM0019: tests the map right after it was made and answers its null with an outcome that fits the method.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UncheckedMapFix))]
[Shared]
public sealed class UncheckedMapFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["KMM0001", "KMM0017", "KMM0019"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider()
    {
        // Several uses of one map are repaired by one test.
        var tested = new System.Runtime.CompilerServices.ConditionalWeakTable<SyntaxEditor, HashSet<int>>();
        return new DocumentFixAll((editor, model, diagnostic, key) =>
        {
            if (diagnostic.AdditionalLocations.Count > 0 && tested.GetOrCreateValue(editor).Add(diagnostic.AdditionalLocations[0].SourceSpan.Start))
            {
                Edit(editor, model, diagnostic, key);
            }
        });
    }

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics.Where(d => FixableDiagnosticIds.Contains(d.Id)))
        {
            if (diagnostic.AdditionalLocations.Count == 0 || MapCall.Find(root!, model!, diagnostic.AdditionalLocations[0]) is not { } map || !CanTest(map, diagnostic))
            {
                continue;
            }

            var outcomes = Possible(model!, map, diagnostic);
            if (outcomes.Count > 0)
            {
                Register(context, diagnostic, outcomes[0].Title, Outcome.FittingKey);
            }

            foreach (var outcome in outcomes)
            {
                Register(context, diagnostic, outcome.Title, outcome.Key);
            }
        }
    }

    private static void Register(CodeFixContext context, Diagnostic diagnostic, string title, string key) =>
        context.RegisterCodeFix(
            CodeAction.Create(
                $"Test the map; on null {title}",
                cancel => DocumentFixAll.Apply(context.Document, [diagnostic], key, Edit, cancel),
                key),
            diagnostic);

    // A map that is returned untested needs a contract on its method, not a test.
    private static bool CanTest(MapCall map, Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(DiagnosticFacts.Use, out var use)
        && (map.Pointer is not null || (use != "Returned" && map.Syntax.Parent is ArgumentSyntax));

    private static List<Outcome> Possible(SemanticModel model, MapCall map, Diagnostic diagnostic) =>
        Outcomes.Fitting(model, map.Statement).Where(o => !Spins(o, diagnostic) && Write(model, map, o, diagnostic, "pte") is not null).ToList();

    // An answer that comes back while some state of the slot never ends that is none.
    private static bool Spins(Outcome outcome, Diagnostic diagnostic) =>
        Word(outcome) is { } word && diagnostic.Properties.TryGetValue(DiagnosticFacts.Spins, out var spins) && spins!.Split(' ').Contains(word);

    private static string? Word(Outcome outcome) => outcome.Name switch
    {
        "Again" => DiagnosticFacts.Walker,
        "Retry" => outcome.Leaves ? DiagnosticFacts.Caller : DiagnosticFacts.Here,
        _ => null,
    };

    private static void Edit(SyntaxEditor editor, SemanticModel model, Diagnostic diagnostic, string key)
    {
        if (MapCall.Find(editor.OriginalRoot, model, diagnostic.AdditionalLocations[0]) is not { } map || !CanTest(map, diagnostic))
        {
            return;
        }

        var outcomes = Possible(model, map, diagnostic);
        var outcome = outcomes.Find(o => o.Key == key || key == Outcome.FittingKey);
        var pointer = map.Pointer ?? map.FreshName(model, "pte");
        if (outcome is null || Write(model, map, outcome, diagnostic, pointer) is not { } test)
        {
            return;
        }

        if (map.Pointer is not null)
        {
            Statements.InsertAfter(editor, map.Statement, [test]);
        }
        else
        {
            editor.ReplaceNode(map.Syntax, SyntaxFactory.IdentifierName(pointer).WithTriviaFrom(map.Syntax));
            Statements.InsertBefore(editor, map.Statement, [Statements.Parse($"var {pointer} = {map.Syntax};"), test]);
        }
    }

    /// <summary>The test with its outcome; null where what else is owed cannot be given back.</summary>
    private static StatementSyntax? Write(SemanticModel model, MapCall map, Outcome outcome, Diagnostic diagnostic, string pointer)
    {
        var code = new List<string>();
        foreach (var owed in AlsoOwed(diagnostic).Reverse())
        {
            if (!MustGiveBack(outcome, map, owed.Start))
            {
                continue;
            }

            var there = map.Syntax.SyntaxTree.GetRoot().FindToken(owed.Start).GetLocation();
            if (MapCall.Find(map.Syntax.SyntaxTree.GetRoot(), model, there) is not { } other
                || ReleaseCall.Write(model, other, owed.Pointer, owed.Lock) is not { } release)
            {
                return null;
            }

            code.Add(release);
        }

        foreach (var (start, release) in AlsoHeld(diagnostic).Reverse())
        {
            if (!MustGiveBack(outcome, map, start))
            {
                continue;
            }

            if (release.Length == 0 || !IsInReach(model, map, release))
            {
                return null;
            }

            code.Add(release + ";");
        }

        return Statements.Parse($"if ({map.IsNull(pointer)})\n{{\n{string.Join("\n", code.Concat(outcome.Code))}\n}}\n");
    }

    // What the call names by itself: not the members of what it names.
    private static bool IsInReach(SemanticModel model, MapCall map, string call) =>
        SyntaxFactory.ParseExpression(call).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Parent is not MemberAccessExpressionSyntax member || member.Expression == n)
            .All(n => model.LookupSymbols(map.Syntax.SpanStart, name: n.Identifier.ValueText).Any());

    private static IEnumerable<(int Start, string Release)> AlsoHeld(Diagnostic diagnostic)
    {
        diagnostic.Properties.TryGetValue(DiagnosticFacts.AlsoHeld, out var text);
        return from line in (text ?? "").Split('\n')
               let blank = line.IndexOf(' ')
               where blank > 0
               select (int.Parse(line.Substring(0, blank), System.Globalization.CultureInfo.InvariantCulture), line.Substring(blank + 1));
    }

    private static bool MustGiveBack(Outcome outcome, MapCall map, int start) =>
        outcome.Leaves || start >= outcome.Since || (outcome.Since == int.MaxValue && IsInSameLoop(map, start));

    private static bool IsInSameLoop(MapCall map, int start) =>
        map.Syntax.Ancestors().FirstOrDefault(a => a is ForStatementSyntax or CommonForEachStatementSyntax) is { } loop
        && loop.Span.Contains(start);

    private static IEnumerable<(int Start, string Pointer, string? Lock)> AlsoOwed(Diagnostic diagnostic)
    {
        diagnostic.Properties.TryGetValue(DiagnosticFacts.AlsoOwed, out var text);
        return from entry in (text ?? "").Split(';')
               let parts = entry.Split(' ')
               where parts.Length == 3
               select (int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1], parts[2].Length > 0 ? parts[2] : null);
    }
}
