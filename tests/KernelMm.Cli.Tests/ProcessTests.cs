using System.Diagnostics;

namespace KernelMm.Cli.Tests;

/// <summary>The tool as a process of its own: what a shell sees.</summary>
public sealed class ProcessTests
{
    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "KernelMm.Cli.dll");

    [Fact]
    public async Task It_walks_the_bundled_image_from_any_directory()
    {
        using TemporaryFolder elsewhere = new();
        using Process process = Start(elsewhere.Path, "walk", "--format", "tsv");
        Task<string> error = process.StandardError.ReadToEndAsync();
        int lines = (await process.StandardOutput.ReadToEndAsync()).Count(character => character == '\n');
        await process.WaitForExitAsync();

        Assert.Equal((0, 163309, string.Empty), (process.ExitCode, lines, await error));
    }

    [Fact]
    public async Task A_reader_that_has_read_enough_ends_it_quietly()
    {
        // The tables point to themselves: the walk is endless for all that a person could wait.
        using TemporaryFolder folder = new();
        byte[] table = new byte[4096];
        for (int i = 0; i < 512; i++)
        {
            BitConverter.GetBytes(X64Tables.Start | 7).CopyTo(table, i * 8);
        }

        using Process process = Start(folder.Path, "walk", folder.Write("loop", table), "--base", "100000", "--root", "100000", "--arch", "x64", "--format", "tsv");
        Task<string> error = process.StandardError.ReadToEndAsync();
        Assert.StartsWith("#", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        process.StandardOutput.Close();
        bool ended = process.WaitForExit(TimeSpan.FromMinutes(2));
        if (!ended)
        {
            process.Kill();
        }

        Assert.True(ended, "It went on without a reader.");
        Assert.Equal((0, string.Empty), (process.ExitCode, await error));
    }

    [Fact]
    public async Task An_error_is_one_line_on_standard_error()
    {
        using Process process = Start(AppContext.BaseDirectory, "walk", "nothing");
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal((2, string.Empty, "kernelmm: There is no file 'nothing'.\n"), (process.ExitCode, output, await error));
    }

    [Fact]
    public async Task Entries_come_from_standard_input()
    {
        using Process process = Start(AppContext.BaseDirectory, "decode", "--arch", "x64", "--level", "pte", "--format", "json", "-");
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write("8000000123456067\n");
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal((0, string.Empty), (process.ExitCode, await error));
        Assert.StartsWith("{\"value\":\"0x8000000123456067\",\"kind\":\"leaf\",\"pfn\":1193046,", output, StringComparison.Ordinal);
    }

    private static Process Start(string directory, params string[] args) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [Assembly, .. args])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
}
