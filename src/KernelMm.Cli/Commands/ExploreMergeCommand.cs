using System.CommandLine;
using System.Text;
using System.Text.Json;
using KernelMm.Cli.Exploring;
using KernelMm.Exploration.Results;

namespace KernelMm.Cli.Commands;

/// <summary><c>kernelmm explore merge</c>: what the shards of an exploration found together.</summary>
internal static class ExploreMergeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Argument<string[]> files = new("FILE") { Description = "What 'explore --format json' wrote for each shard.", Arity = ArgumentArity.OneOrMore };
        Option<string> format = OutputFormats.Option("table is a page for people; json is one object as for a shard.", OutputFormat.Table, OutputFormat.Json);
        Command command = new("merge", "Puts the results of an exploration's shards together.") { files, format };
        command.SetAction(result =>
        {
            OutputFormat chosen = OutputFormats.Parse(result.GetRequiredValue(format), OutputFormat.Table, OutputFormat.Json);
            SavedResult merged = Merge([.. result.GetRequiredValue(files).Select(Read)]);
            using StreamWriter output = new(surroundings.Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            if (chosen == OutputFormat.Json)
            {
                output.WriteLine(merged.ToJson());
            }
            else
            {
                ResultPage.Write(output, merged);
            }

            return merged.Result.Failures.Count > 0 ? ExitCode.Incomplete : ExitCode.Done;
        });
        return command;
    }

    private static SavedResult Read(string file)
    {
        try
        {
            return SavedResult.FromJson(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file.Quote()} cannot be read: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new InputException($"{file.Quote()} is no result of 'explore --format json': {e.Message}");
        }
    }

    private static SavedResult Merge(SavedResult[] parts)
    {
        try
        {
            return SavedResult.Merge(parts);
        }
        catch (ArgumentException e)
        {
            throw new InputException(e.Message);
        }
    }
}
