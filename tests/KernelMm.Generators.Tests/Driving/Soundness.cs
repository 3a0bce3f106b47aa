using Microsoft.CodeAnalysis;

namespace KernelMm.Generators.Tests.Driving;

/// <summary>What must be true of whatever is generated.</summary>
internal static class Soundness
{
    /// <summary>It compiles without a warning, doc comments included, and is cached when it is asked for again.</summary>
    public static void AssertSound(this Run run)
    {
        Assert.Null(run.Result.Exception);
        Assert.Equal([], run.Diagnostics);
        Assert.NotEmpty(run.Texts);
        string[] complaints = run.Complaints();
        Assert.True(complaints.Length == 0, string.Join("\n", complaints.Take(20)));

        Run second = run.Again();
        Assert.All(StepNames.All, step => Assert.Equal("Cached", second.Reasons(step)));
        Assert.All(second.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Equal(run.Texts, second.Texts);
    }

    /// <summary>The compiler's errors and warnings.</summary>
    public static string[] Complaints(this Run run) => run.Output.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .Select(diagnostic => diagnostic.ToString())
        .ToArray();
}
