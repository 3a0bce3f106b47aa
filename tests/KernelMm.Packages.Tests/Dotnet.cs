using System.Diagnostics;

namespace KernelMm.Packages.Tests;

/// <summary>What a command left behind.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public string Everything => Output + Error;

    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, Everything);
        return this;
    }
}

/// <summary>Runs commands as a user's shell would: with nothing in the environment of what runs the tests.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Outcome Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] args) =>
        RunFile("dotnet", folder, environment, args);

    public static Outcome RunFile(string file, string folder, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        ProcessStartInfo start = new(file, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // The host of the tests points MSBuild at itself, and a build that is started here would take that for its own.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        // A build node or a compiler server that stays behind would hold on to our pipes, and to files of the temporary folder.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{file} {string.Join(' ', args)} did not end within {Patience}.");
        }

        return new Outcome(process.ExitCode, output.Result, error.Result);
    }
}
