using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;
using KernelMm.Cli.Commands;
using KernelMm.PageTables;
using KernelMm.Scheduling;

namespace KernelMm.Cli;

/// <summary>The tool: parses the command line, runs one command, and makes sure that every end is a sentence and an exit code.</summary>
internal static class Program
{
    private const int NarrowestTable = 60;

    public static int Main(string[] args)
    {
        if (args is [ExploreCommand.Name, ..])
        {
            // A process is native or explored from start to end; the first use of the switch decides, so this comes before all else.
            AppContext.SetSwitch(Explored.SwitchName, true);
        }

        using Stream output = StandardOutput.Open();
        using Stream input = Console.OpenStandardInput();
        using TextWriter error = Console.Error;
        Surroundings surroundings = new(input, output, error, Architectures.All)
        {
            OutputIsTerminal = !Console.IsOutputRedirected,
            Colours = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            ErrorIsTerminal = !Console.IsErrorRedirected,
        };

        // Some terminals do not know their own width and say 0; below a certain one a table is harder to read than broken lines.
        return Run(args, surroundings.OutputIsTerminal && Console.WindowWidth >= NarrowestTable ? surroundings with { Width = Console.WindowWidth } : surroundings);
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The command line without the tool's name.</param>
    /// <param name="surroundings">The world outside.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, Surroundings surroundings)
    {
        try
        {
            return Invoke(args, surroundings);
        }
        catch (InputException e)
        {
            surroundings.Error.WriteLine($"kernelmm: {e.Message}");
            return ExitCode.BadInput;
        }
        catch (OutputClosedException)
        {
            return ExitCode.Done;
        }
        catch (OutOfMemoryException)
        {
            surroundings.Error.WriteLine("kernelmm: There is not enough memory for this.");
            return ExitCode.BadInput;
        }
        catch (Exception e)
        {
            surroundings.Error.WriteLine(
                $"kernelmm: This is a defect of kernelmm; please report it with the command line and these words: {e.GetType().Name} in {e.TargetSite?.DeclaringType?.Name}.{e.TargetSite?.Name}, {e.Message.Quote()}.");
            return ExitCode.Defect;
        }
    }

    private static int Invoke(string[] args, Surroundings surroundings)
    {
        Command root = CommandLine.Build(surroundings);

        // Without a replacer an argument that starts with @ is an argument, and not a file of more arguments.
        ParseResult result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is not (HelpAction or null) && UsageError.DescribeMistypedOption(result) is { } mistyped)
        {
            throw new InputException(mistyped);
        }

        if (result.Action is null or ParseErrorAction)
        {
            throw new InputException(UsageError.Describe(result));
        }

        using StreamWriter text = new(surroundings.Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        return result.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = text,
            Error = surroundings.Error,
        });
    }
}
