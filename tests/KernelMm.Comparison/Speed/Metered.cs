using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Comparison.Speed;

/// <summary>
/// An analyzer whose actions are timed by the processor time of the thread that runs them, control-flow graphs and reading of
/// contracts included. The compiler's own count (<c>/reportanalyzer</c>) goes by the clock, and a neighbour makes that longer.
/// </summary>
#pragma warning disable RS1001 // Only this program runs it.
internal sealed class Metered(DiagnosticAnalyzer analyzer) : DiagnosticAnalyzer
#pragma warning restore RS1001
{
    private long _nanoseconds;

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => analyzer.SupportedDiagnostics;

    /// <summary>The time in its actions so far.</summary>
    public TimeSpan Spent => TimeSpan.FromMicroseconds(_nanoseconds / 1000.0);

#pragma warning disable RS1025, RS1026 // What is inside says that.
    public override void Initialize(AnalysisContext context) => analyzer.Initialize(new Context(context, this));
#pragma warning restore RS1025, RS1026

    // The analysis is not concurrent.
    private void Time<T>(Action<T> action, T argument)
    {
        var start = ThreadClock.Nanoseconds();
        action(argument);
        _nanoseconds += ThreadClock.Nanoseconds() - start;
    }

    private static NotSupportedException Unknown() => new("none of the compared analyzers asks for this");

    private sealed class Context(AnalysisContext inner, Metered meter) : AnalysisContext
    {
        public override void EnableConcurrentExecution() => inner.EnableConcurrentExecution();

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags mode) => inner.ConfigureGeneratedCodeAnalysis(mode);

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) =>
            inner.RegisterCompilationStartAction(start => meter.Time(action, new Start(start, meter)));

        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> kinds) =>
            inner.RegisterOperationAction(c => meter.Time(action, c), kinds);

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw Unknown();

        public override void RegisterCodeBlockStartAction<T>(Action<CodeBlockStartAnalysisContext<T>> action) => throw Unknown();

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => throw Unknown();

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw Unknown();

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> kinds) => throw Unknown();

        public override void RegisterSyntaxNodeAction<T>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<T> kinds) => throw Unknown();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw Unknown();
    }

#pragma warning disable RS1012 // It hands on what the analyzer inside registers.
    private sealed class Start(CompilationStartAnalysisContext inner, Metered meter)
        : CompilationStartAnalysisContext(inner.Compilation, inner.Options, inner.CancellationToken)
    {
        public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> kinds) =>
            inner.RegisterOperationAction(c => meter.Time(action, c), kinds);

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) =>
            inner.RegisterOperationBlockAction(c => meter.Time(action, c));

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) =>
            inner.RegisterAdditionalFileAction(c => meter.Time(action, c));

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw Unknown();

        public override void RegisterCodeBlockStartAction<T>(Action<CodeBlockStartAnalysisContext<T>> action) => throw Unknown();

        public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => throw Unknown();

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw Unknown();

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> kinds) => throw Unknown();

        public override void RegisterSyntaxNodeAction<T>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<T> kinds) => throw Unknown();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw Unknown();
    }
#pragma warning restore RS1012
}
