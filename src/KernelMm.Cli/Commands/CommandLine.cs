using System.CommandLine;
using System.CommandLine.Help;

namespace KernelMm.Cli.Commands;

/// <summary>The whole command line.</summary>
internal static class CommandLine
{
    private const string Name = "kernelmm";

    private const string Description = """
        Walks page tables in memory images, says what an entry means, shows page-table layouts, generates code from level files, and runs races in every order.

        Addresses and entries are hexadecimal everywhere, with or without 0x.

        Exit codes:
          0  all was done
          1  a walk met tables that the image does not hold, and printed the rest; or an exploration found a failure
          2  the command line or its input is wrong, or the output cannot be written
          3  a defect of the tool itself
        """;

    /// <summary>Puts the commands together.</summary>
    /// <remarks>A root command would take its name from the assembly, which is not what people type.</remarks>
    public static Command Build(Surroundings surroundings) => new(Name, Description)
    {
        new HelpOption { Recursive = true },
        new VersionOption(),
        WalkCommand.Create(surroundings),
        DecodeCommand.Create(surroundings),
        LevelsCommand.Create(surroundings),
        GenerateCommand.Create(surroundings),
        ExploreCommand.Create(surroundings),
    };
}
