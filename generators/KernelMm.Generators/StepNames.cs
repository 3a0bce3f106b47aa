namespace KernelMm.Generators;

/// <summary>The names under which the pipeline's steps are tracked; the caching tests look them up.</summary>
internal static class StepNames
{
    /// <summary>One level file's bytes become a model or diagnostics. Runs when that file changes.</summary>
    public const string Parse = nameof(Parse);

    /// <summary>What is wrong in one file. Changes with every moved line of a broken file.</summary>
    public const string Diagnostics = nameof(Diagnostics);

    /// <summary>One file's model alone. Does not change when a comment does.</summary>
    public const string Architecture = nameof(Architecture);

    /// <summary>The namespace all output goes to.</summary>
    public const string RootNamespace = nameof(RootNamespace);

    /// <summary>All files that have a model, by name and namespace, and which of them clash.</summary>
    public const string Registry = nameof(Registry);

    /// <summary>A model and the namespace, ready to be emitted.</summary>
    public const string Output = nameof(Output);

    /// <summary>All of them.</summary>
    public static readonly string[] All = [Parse, Diagnostics, Architecture, RootNamespace, Registry, Output];
}
