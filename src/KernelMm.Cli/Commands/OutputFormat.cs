using System.CommandLine;

namespace KernelMm.Cli.Commands;

/// <summary>How results are printed.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>One line of tab-separated columns for each result.</summary>
    Tsv,

    /// <summary>One JSON object on a line for each result.</summary>
    Json,
}

/// <summary>The option that chooses among them.</summary>
internal static class OutputFormats
{
    /// <summary>The option for a command that knows these formats; the first is the default.</summary>
    /// <param name="description">What each of them prints.</param>
    /// <param name="formats">The formats.</param>
    public static Option<string> Option(string description, params OutputFormat[] formats) => new("--format")
    {
        Description = description,
        HelpName = string.Join('|', formats.Select(Name)),
        DefaultValueFactory = _ => Name(formats[0]),
    };

    /// <summary>The format that a name means.</summary>
    public static OutputFormat Parse(string name, params OutputFormat[] formats)
    {
        foreach (OutputFormat format in formats)
        {
            if (Name(format) == name)
            {
                return format;
            }
        }

        throw new InputException($"There is no format {name.Quote()}{Suggestion.For(name, [.. formats.Select(Name)])}");
    }

    private static string Name(OutputFormat format) => format switch
    {
        OutputFormat.Table => "table",
        OutputFormat.Tsv => "tsv",
        _ => "json",
    };
}
