using System.CommandLine;
using System.Text;
using KernelMm.Levels.Emit;
using KernelMm.Levels.Model;

namespace KernelMm.Cli.Commands;

/// <summary><c>kernelmm generate</c>: the generator's output as files.</summary>
internal static class GenerateCommand
{
    private const string DefaultNamespace = "KernelMm.PageTables";

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Argument<string> file = new("FILE") { Description = "A level file: x64.levels.yaml." };
        Option<string?> directory = new("--output") { Description = "Where to put the files; it is made where it does not exist.", HelpName = "DIR" };
        Option<string> space = new("--namespace") { Description = "The namespace that the architecture's own is put into.", HelpName = "NS", DefaultValueFactory = _ => DefaultNamespace };
        Command command = new("generate", "Writes the C# that the generator makes of a level file. Files of the same names are replaced, and only when all are written.") { file, directory, space };
        command.SetAction(result =>
        {
            string target = result.GetValue(directory) ?? throw new InputException("'generate' needs --output DIR: where to put the files.");
            string root = CheckNamespace(result.GetRequiredValue(space));
            if (LevelFile.Read(result.GetRequiredValue(file), surroundings) is not { } architecture)
            {
                return ExitCode.BadInput;
            }

            EmittedFile[] files = [.. Emit(architecture, root)];
            FileSet.Write(target, [.. files.Select(emitted => (emitted.HintName, Encoding.UTF8.GetBytes(emitted.Text)))]);
            return ExitCode.Done;
        });
        return command;
    }

    private static IEnumerable<EmittedFile> Emit(Architecture architecture, string root) =>
        ArchitectureEmitter.Emit(architecture, root)
            .Append(RegistryEmitter.Emit(EquatableArray.Of(new RegistryEntry(architecture.Name, architecture.Namespace)), root));

    private static string CheckNamespace(string name) =>
        name.Split('.').All(part => part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(letter => char.IsLetterOrDigit(letter) || letter == '_'))
            ? name
            : throw new InputException($"{name.Quote()} is not a namespace.");
}
