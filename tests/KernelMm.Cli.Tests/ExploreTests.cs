using System.Diagnostics;

namespace KernelMm.Cli.Tests;

/// <summary>Explorations as a shell starts them: the life a process leads is settled when it starts.</summary>
public sealed class ExploreTests
{
    [Fact]
    public void Without_a_scenario_all_are_listed_with_what_they_show()
    {
        Outcome outcome = Tool.Run("explore");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("repaired, before-6.5 (PFN0, STALE, THPDATA, WRONGPTL)", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no scenario 'lost-updat'", "explore", "lost-updat")]
    [InlineData("--shard is I/N", "explore", "lost-update", "--shard", "2/2")]
    [InlineData("--depth is at least 1.", "explore", "lost-update", "--depth", "0")]
    [InlineData("There is no strategy 'luck'", "explore", "lost-update", "--strategy", "luck")]
    [InlineData("is no schedule: at character 1", "explore", "lost-update", "--replay", "Z")]
    [InlineData("cannot be read", "explore", "merge", "nowhere.json")]
    public async Task A_mistake_is_one_sentence(string sentence, params string[] arguments)
    {
        (int exitCode, string output, string error) = await Run(arguments);

        new Outcome(exitCode, output, error).IsSentence(2, sentence);
    }

    [Fact]
    public async Task A_repaired_scenario_is_tried_in_every_order()
    {
        (int exitCode, string output, string error) = await Run("explore", "pte-offset-map-lock");

        Assert.Equal((0, string.Empty), (exitCode, error));
        Assert.Contains("Every order was tried, and none fails.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_a_table_of_lanes_and_a_schedule_that_replays_it()
    {
        (int exitCode, string output, _) = await Run("explore", "lost-update/broken");
        (int replayed, string again, _) = await Run("explore", "lost-update/broken", "--replay", "ab");

        Assert.Equal((1, 1), (exitCode, replayed));
        Assert.Contains("--replay 'ab'", output, StringComparison.Ordinal);
        Assert.Contains("  2  ·                  Read counter 0x0   LostUpdate.Broken (LostUpdate.cs:", output, StringComparison.Ordinal);
        Assert.Contains("Finding LOST: 2 increments left 1.", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shards_merge_into_the_whole()
    {
        using TemporaryFolder folder = new();
        List<string> files = [];
        for (int shard = 0; shard < 3; shard++)
        {
            (_, string json, _) = await Run("explore", "pte-offset-map-lock", "--shard", $"{shard}/3", "--format", "json");
            files.Add(folder.Write($"{shard}.json", System.Text.Encoding.UTF8.GetBytes(json)));
        }

        Outcome part = Tool.Run(["explore", "merge", files[0], files[2]]);
        Outcome all = Tool.Run(["explore", "merge", .. files]);
        Outcome twice = Tool.Run(["explore", "merge", .. files, files[0]]);

        Assert.Contains("None of these failed; there are more.", part.Output, StringComparison.Ordinal);
        Assert.Contains("Every order was tried, and none fails.", all.Output, StringComparison.Ordinal);
        twice.IsSentence(2, "is there twice");
    }

    private static async Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "KernelMm.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
