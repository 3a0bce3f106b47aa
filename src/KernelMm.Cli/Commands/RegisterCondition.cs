using System.Globalization;
using System.Text.RegularExpressions;
using KernelMm.Cli.Images;

namespace KernelMm.Cli.Commands;

/// <summary>A condition on some bits of a register, as level files write it: <c>CR4.12=1</c>, <c>satp.63:60=8</c>.</summary>
internal static partial class RegisterCondition
{
    /// <summary>Whether it holds; null where the image does not tell the register.</summary>
    /// <param name="condition">The condition; none always holds.</param>
    /// <param name="registers">What the image tells.</param>
    public static bool? Holds(string? condition, ImageRegisters registers)
    {
        if (condition is null)
        {
            return true;
        }

        Match match = Form().Match(condition);
        if (!match.Success)
        {
            throw new InvalidOperationException($"'{condition}' is no condition on a register.");
        }

        if (!registers.TryGet(match.Groups["register"].Value, out ulong value, out _))
        {
            return null;
        }

        int high = Number(match.Groups["high"]);
        int low = match.Groups["low"].Success ? Number(match.Groups["low"]) : high;
        ulong bits = (value >> low) & (ulong.MaxValue >> (63 - (high - low)));
        return bits == (ulong)Number(match.Groups["value"]);
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<register>\w+)\.(?<high>\d{1,2})(:(?<low>\d{1,2}))?=(?<value>\d{1,9})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
