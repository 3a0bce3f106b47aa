using System.Text;

namespace KernelMm.Cli;

/// <summary>
/// How numbers are written on the command line and on standard input: hexadecimal, with or without <c>0x</c>, with <c>_</c>
/// between digits where one likes. Never decimal, so that what <c>walk</c> prints can be given to <c>decode</c> as it is.
/// </summary>
internal static class Hexadecimal
{
    /// <summary>Reads a number of at most 64 bits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        if (text.Length >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x')
        {
            text = text[2..];
        }

        bool digits = false;
        foreach (byte character in text)
        {
            if (character == '_' && digits)
            {
                continue;
            }

            int digit = Digit(character);
            if (digit < 0 || value >> 60 != 0)
            {
                return false;
            }

            value = (value << 4) | (uint)digit;
            digits = true;
        }

        return digits;
    }

    /// <summary>Reads the value of an option.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="option">The option's name, for the sentence.</param>
    public static ulong Parse(string text, string option) =>
        TryParse(Encoding.UTF8.GetBytes(text), out ulong value)
            ? value
            : throw new InputException($"{option} takes a hexadecimal number of at most 16 digits, such as 0x75f6000, not {text.Quote()}.");

    private static int Digit(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
        _ => -1,
    };
}
