using System.CommandLine;
using System.Text;
using KernelMm.Cli.Rendering;
using KernelMm.Contracts;

namespace KernelMm.Cli.Commands;

/// <summary><c>kernelmm decode</c>: what raw entries mean.</summary>
internal static class DecodeCommand
{
    private const string FormatDescription =
        "table is a page for people about each entry, its bits drawn and its flags named. json is one object a line: value, kind (none, table, leaf, swap, migration, hwpoison, device, marker, nonpresent or bad), pfn (a number or null), predicates (true or false by the kernel's names without the level's prefix), swap (null, or type, name and offset).";

    private const string StandardInput = "-";

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Argument<string[]> values = new("VALUE")
        {
            Description = "Raw entries in hexadecimal, or - for standard input: one on a line; empty lines and lines that start with # are passed over.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> architecture = new("--arch") { Description = "The architecture ('levels' lists them).", HelpName = "ARCH" };
        Option<string?> level = new("--level") { Description = "The level the entries are from: pte, pmd, pud, p4d or pgd.", HelpName = "LEVEL" };
        Option<string[]> parameters = ParameterArguments.Option();
        Option<string> format = OutputFormats.Option(FormatDescription, OutputFormat.Table, OutputFormat.Json);
        Command command = new("decode", "Says what raw page-table entries mean.") { values, architecture, level, parameters, format };
        command.SetAction(result =>
        {
            OutputFormat chosen = OutputFormats.Parse(result.GetRequiredValue(format), OutputFormat.Table, OutputFormat.Json);
            IArchitecture named = ArchitectureChoice.ByName(surroundings.Architectures, Required(result.GetValue(architecture), "--arch"));
            PageTableLevel from = ArchitectureChoice.LevelByName(named.Layout, Required(result.GetValue(level), "--level"));
            ulong[] settings = ParameterArguments.Parse(named.Layout, result.GetRequiredValue(parameters));
            string[] given = result.GetValue(values) ?? [];
            if (given.Length == 0)
            {
                throw new InputException("Give at least one entry to decode, or - to read entries from standard input.");
            }

            ByteOutput output = new(surroundings.Output);
            LevelLayout layout = named.Layout.Levels.First(candidate => candidate.Names.Contains(from));
            IEntryRenderer renderer = chosen == OutputFormat.Json
                ? new JsonEntries(output, named.Layout, layout)
                : new EntryPages(output, named.Layout, layout, from.KernelName());
            Decode(surroundings, new Decoder(named, from, settings, renderer), given, output);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Decode(Surroundings surroundings, Decoder decoder, string[] values, ByteOutput output)
    {
        try
        {
            foreach (string value in values)
            {
                if (value == StandardInput)
                {
                    DecodeLines(surroundings.Input, decoder);
                }
                else
                {
                    decoder.Add(Encoding.UTF8.GetBytes(value), line: null);
                }
            }
        }
        finally
        {
            // Those before a bad one are right, and are printed before the sentence about it.
            output.Flush();
        }
    }

    private static void DecodeLines(Stream input, Decoder decoder)
    {
        LineReader reader = new(input);
        while (reader.TryRead(out ReadOnlySpan<byte> line))
        {
            ReadOnlySpan<byte> text = line.Trim(" \t\r"u8);
            if (!text.IsEmpty && text[0] != '#')
            {
                decoder.Add(text, reader.Number);
            }
        }
    }

    private static string Required(string? value, string option) =>
        value ?? throw new InputException($"'decode' needs {option}; see 'kernelmm decode --help'.");

    private sealed class Decoder(IArchitecture architecture, PageTableLevel level, ulong[] parameters, IEntryRenderer renderer)
    {
        public void Add(ReadOnlySpan<byte> text, long? line)
        {
            int bits = architecture.Layout.EntryBits;
            if (!Hexadecimal.TryParse(text, out ulong value) || (bits < 64 && value >> bits != 0))
            {
                string where = line is null ? string.Empty : $"Line {line} of standard input: ";
                throw new InputException($"{where}{Encoding.UTF8.GetString(text).Quote()} is not an entry of {architecture.Layout.Name}: at most {bits / 4} hexadecimal digits.");
            }

            renderer.Add(value, architecture.Decode(level, value, parameters));
        }
    }
}
