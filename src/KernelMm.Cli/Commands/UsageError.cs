using System.CommandLine;
using System.CommandLine.Parsing;

namespace KernelMm.Cli.Commands;

/// <summary>Says in one sentence what is wrong with a command line.</summary>
internal static class UsageError
{
    /// <summary>
    /// The sentence for a command line that parsed, but only because a mistyped option was taken for an argument; null if none was.
    /// </summary>
    public static string? DescribeMistypedOption(ParseResult result)
    {
        string? word = result.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-')?.Value;
        return word is null || result.CommandResult.Command == result.RootCommandResult.Command
            ? null
            : DescribeUnmatched(word, result.CommandResult.Command);
    }

    /// <summary>The sentence for a command line that did not parse.</summary>
    public static string Describe(ParseResult result)
    {
        string[] commands = [.. result.RootCommandResult.Command.Subcommands.Select(command => command.Name)];
        if (result.CommandResult.Command == result.RootCommandResult.Command)
        {
            string? word = result.UnmatchedTokens.Count > 0 ? result.UnmatchedTokens[0] : null;
            return word is null
                ? $"Say what to do; there are {string.Join(", ", commands)} (and --help)."
                : $"There is no command {word.Quote()}{Suggestion.For(word, commands)}";
        }

        if (result.UnmatchedTokens.Count > 0)
        {
            return DescribeUnmatched(result.UnmatchedTokens[0], result.CommandResult.Command);
        }

        ParseError? error = result.Errors.Count > 0 ? result.Errors[0] : null;
        return error is null
            ? $"'{result.CommandResult.Command.Name}' cannot be run like this; see --help."
            : $"{error.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ')}.";
    }

    private static string DescribeUnmatched(string word, Command command)
    {
        if (word.StartsWith('-'))
        {
            string[] options = [.. command.Options.Select(option => option.Name)];
            return $"'{command.Name}' has no option {word.Quote()}{Suggestion.For(word, options)}";
        }

        return $"'{command.Name}' takes no further argument such as {word.Quote()}.";
    }
}
