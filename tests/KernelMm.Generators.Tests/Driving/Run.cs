using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KernelMm.Generators.Tests.Driving;

/// <summary>One run of the generator, from which the next one starts.</summary>
internal sealed class Run
{
    private readonly GeneratorDriver _driver;

    private Run(GeneratorDriver driver, Compilation compilation)
    {
        _driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> _);
        Compilation = compilation;
        Output = output;
    }

    /// <summary>What went in.</summary>
    public Compilation Compilation { get; }

    /// <summary>That, and what was generated.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>The generated texts by their hint names.</summary>
    public IReadOnlyDictionary<string, string> Texts => Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    public static Run First(Compilation compilation, IEnumerable<AdditionalText> files, AnalyzerConfigOptionsProvider? properties = null) => new(
        CSharpGeneratorDriver.Create(
            [new LevelsGenerator().AsSourceGenerator()],
            files,
            Project.ParseOptions,
            properties ?? new BuildProperties(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        compilation);

    public static Run First(params AdditionalText[] files) => First(Project.Compilation(), files);

    /// <summary>The same again, with another compilation of the same sources.</summary>
    public Run Again() => new(_driver, Compilation.Clone());

    public Run OnAnotherCompilation(Compilation compilation) => new(_driver, compilation);

    public Run WithSource(string source) => new(_driver, Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, Project.ParseOptions)));

    public Run With(LevelFile old, LevelFile changed) => new(_driver.ReplaceAdditionalText(old, changed), Compilation.Clone());

    public Run With(LevelFile added) => new(_driver.AddAdditionalTexts([added]), Compilation.Clone());

    public Run Without(LevelFile removed) => new(_driver.RemoveAdditionalTexts([removed]), Compilation.Clone());

    public Run With(BuildProperties properties) => new(_driver.WithUpdatedAnalyzerConfigOptions(properties), Compilation.Clone());

    /// <summary>The reasons of a step's outputs, each once and in order; <c>-</c> where it did not run at all.</summary>
    public string Reasons(string step)
    {
        string[] reasons = Outputs(step).Select(output => output.Reason.ToString()).Distinct().Order(StringComparer.Ordinal).ToArray();
        return reasons.Length == 0 ? "-" : string.Join("+", reasons);
    }

    public IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(string step) =>
        Result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs) ? runs.SelectMany(run => run.Outputs) : [];

    /// <summary>The reasons of what was handed to the compiler.</summary>
    public IEnumerable<IncrementalStepRunReason> OutputReasons =>
        Result.TrackedOutputSteps.Values.SelectMany(steps => steps).SelectMany(step => step.Outputs).Select(output => output.Reason);
}
