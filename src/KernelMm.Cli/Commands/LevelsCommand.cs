using System.CommandLine;
using KernelMm.Cli.Rendering;
using KernelMm.Contracts;

namespace KernelMm.Cli.Commands;

/// <summary><c>kernelmm levels</c>: what a level file says, as tables.</summary>
internal static class LevelsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Argument<string?> subject = new("FILE|ARCH") { Description = "An architecture's name or a level file (what ends in .yaml or has a path separator); without it, all architectures are listed.", Arity = ArgumentArity.ZeroOrOne };
        Command command = new("levels", "Shows how an architecture's page tables are laid out: the levels, and the bits of their entries.") { subject };
        command.SetAction(result =>
        {
            string? name = result.GetValue(subject);
            if (name is null)
            {
                LayoutPages.WriteList(surroundings, surroundings.Architectures.Select(architecture => architecture.Layout));
                return ExitCode.Done;
            }

            if (Find(surroundings, name) is not { } layout)
            {
                return ExitCode.BadInput;
            }

            LayoutPages.Write(surroundings, layout);
            return ExitCode.Done;
        });
        return command;
    }

    private static ArchitectureLayout? Find(Surroundings surroundings, string name)
    {
        if (!LevelFile.LooksLikeFile(name))
        {
            return ArchitectureChoice.ByName(surroundings.Architectures, name).Layout;
        }

        return LevelFile.Read(name, surroundings) is { } architecture ? LayoutOfModel.Of(architecture) : null;
    }
}
