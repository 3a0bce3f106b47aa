using System.CommandLine;
using System.Globalization;
using KernelMm.Contracts;

namespace KernelMm.Cli.Commands;

/// <summary>Reads <c>--param NAME=VALUE</c>: what the kernel that wrote the entries decided otherwise than the default.</summary>
internal static class ParameterArguments
{
    /// <summary>The option; it can be given many times.</summary>
    /// <param name="effect">What it does to this command, where that is not what one would expect.</param>
    public static Option<string[]> Option(string? effect = null) => new("--param")
    {
        Description = $"Something the running kernel decided, with another value than the default ('levels ARCH' lists them); repeatable. {effect}".TrimEnd(),
        HelpName = "NAME=VALUE",
        DefaultValueFactory = _ => [],
    };

    /// <summary>A value for each of the architecture's parameters, in their order.</summary>
    public static ulong[] Parse(ArchitectureLayout layout, IEnumerable<string> arguments)
    {
        ulong[] values = [.. layout.Parameters.Select(parameter => parameter.Default)];
        HashSet<int> given = [];
        foreach (string argument in arguments)
        {
            (int index, ulong value) = ParseOne(layout, argument);
            if (!given.Add(index))
            {
                throw new InputException($"The parameter '{layout.Parameters[index].Name}' is given twice.");
            }

            values[index] = value;
        }

        return values;
    }

    private static (int Index, ulong Value) ParseOne(ArchitectureLayout layout, string argument)
    {
        string[] parts = argument.Split('=', 2);
        if (parts.Length != 2)
        {
            throw new InputException($"--param takes NAME=VALUE, not {argument.Quote()}.");
        }

        string[] names = [.. layout.Parameters.Select(parameter => parameter.Name)];
        int index = Array.IndexOf(names, parts[0]);
        if (index < 0)
        {
            throw new InputException($"{layout.Name} has no parameter {parts[0].Quote()}{Suggestion.For(parts[0], names)}");
        }

        if (!TryParse(parts[1], out ulong value))
        {
            throw new InputException($"The parameter '{names[index]}' takes a number, not {parts[1].Quote()}.");
        }

        return layout.Parameters[index].IsSwitch && value is not (0 or 1)
            ? throw new InputException($"The parameter '{names[index]}' is a switch: 0 or 1, not {value}.")
            : (index, value);
    }

    // Decimal, or hexadecimal behind 0x: addresses are parameters too.
    private static bool TryParse(string text, out ulong value) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
