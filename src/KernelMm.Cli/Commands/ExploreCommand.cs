using System.CommandLine;
using System.Text;
using KernelMm.Cli.Exploring;
using KernelMm.Exploration;
using KernelMm.Exploration.Results;
using KernelMm.Scenarios;
using KernelMm.Scheduling;

namespace KernelMm.Cli.Commands;

/// <summary><c>kernelmm explore</c>: runs a scenario in every order.</summary>
internal static class ExploreCommand
{
    /// <summary>The command's name, by which the program knows before anything else which life it leads.</summary>
    public const string Name = "explore";

    private const string Description =
        "Runs a small concurrent program on the simulated machine in every order, and shows the orders in which it fails. Without a scenario, all are listed. The model is sequentially consistent: what a weaker memory would reorder is not tried.";

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Argument<string?> scenario = new("SCENARIO") { Description = "A scenario, or one of its variants as SCENARIO/VARIANT.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> replay = new("--replay") { Description = "Runs this one schedule, as a failure names it.", HelpName = "SCHEDULE" };
        Option<string> format = OutputFormats.Option("table is a page for people; json is one object, which 'explore merge' reads.", OutputFormat.Table, OutputFormat.Json);
        ExploreOptions options = new();
        Command command = new(Name, Description) { scenario, replay, format, ExploreMergeCommand.Create(surroundings) };
        options.AddTo(command);
        command.SetAction(result =>
        {
            OutputFormat chosen = OutputFormats.Parse(result.GetRequiredValue(format), OutputFormat.Table, OutputFormat.Json);
            using StreamWriter output = new(surroundings.Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
            if (result.GetValue(scenario) is not { } name)
            {
                WriteList(output);
                return ExitCode.Done;
            }

            Variant variant = Find(name);
            return result.GetValue(replay) is { } schedule
                ? Replay(output, variant, schedule)
                : Explore(surroundings, output, name, variant, options.Read(result), chosen);
        });
        return command;
    }

    private static void WriteList(StreamWriter output)
    {
        int width = Catalogue.All.Max(entry => entry.Name.Length);
        foreach (Entry entry in Catalogue.All)
        {
            output.WriteLine($"{entry.Name.PadRight(width)}  {entry.Summary}");
            output.WriteLine($"{new string(' ', width)}  {string.Join(", ", entry.Variants.Select(variant => variant.Fails.Count == 0 ? variant.Name : $"{variant.Name} ({string.Join(", ", variant.Fails)})"))}");
        }
    }

    private static Variant Find(string name)
    {
        string[] known = [.. Catalogue.All.SelectMany(entry => entry.Variants.Select(variant => $"{entry.Name}/{variant.Name}").Prepend(entry.Name))];
        return Catalogue.Find(name) ?? throw new InputException($"There is no scenario {name.Quote()}{Suggestion.For(name, known)}");
    }

    private static int Explore(Surroundings surroundings, StreamWriter output, string name, Variant variant, ExplorationOptions options, OutputFormat format)
    {
        Tally tally = new(options);
        ExplorationResult result;
        using (new ExploreProgress(surroundings, tally))
        {
            result = KernelMm.Exploration.Explore.Run(variant.Make, options, tally);
        }

        SavedResult saved = SavedResult.Of(name, options, result);
        if (format == OutputFormat.Json)
        {
            output.WriteLine(saved.ToJson());
        }
        else
        {
            ResultPage.Write(output, saved);
        }

        return result.Failures.Count > 0 ? ExitCode.Incomplete : ExitCode.Done;
    }

    private static int Replay(StreamWriter output, Variant variant, string schedule)
    {
        Execution execution;
        try
        {
            execution = KernelMm.Exploration.Explore.Replay(variant.Make, schedule);
        }
        catch (FormatException e)
        {
            throw new InputException(e.Message);
        }

        LaneTable.Write(output, execution.Steps);
        output.WriteLine(execution.IsExact ? string.Empty : "The schedule does not fit the scenario; the steps that could not be taken were passed over.");
        output.WriteLine(execution.Failure is { } failure ? $"{failure.Kind} {failure.Name}: {failure.Message}" : "Nothing fails.");
        return execution.Failure is null ? ExitCode.Done : ExitCode.Incomplete;
    }
}
