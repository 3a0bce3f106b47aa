using System.Globalization;
using System.Text;
using KernelMm.PageTables;

namespace KernelMm.Cli.Tests;

/// <summary>What a run of the tool left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public string[] Lines { get; } = Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>That the run ended with one sentence on standard error, this exit code, and nothing else.</summary>
    public void IsSentence(int exitCode, params string[] parts)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.Empty(Output);
        Assert.StartsWith("kernelmm: ", Error, StringComparison.Ordinal);
        Assert.Equal(Error.Length - 1, Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.Matches(@"[.?]\n$", Error);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, Error, StringComparison.Ordinal));
    }
}

/// <summary>Runs the tool in this process.</summary>
internal static class Tool
{
    public static Outcome Run(params string[] args) => RunWithInput([], args);

    public static Outcome RunWithInput(byte[] input, params string[] args)
    {
        using MemoryStream output = new();
        using MemoryStream inputStream = new(input);
        using StringWriter error = new(CultureInfo.InvariantCulture);
        error.NewLine = "\n";
        int exitCode = Program.Run(args, new Surroundings(inputStream, output, error, Architectures.All));
        return new Outcome(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
