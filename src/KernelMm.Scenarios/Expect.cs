using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Scenarios;

/// <summary>What a scenario says must hold.</summary>
internal static class Expect
{
    /// <summary>Does something, and makes an oops in it a <see cref="Finding"/> of this name.</summary>
    public static void NoOops(string name, Action action)
    {
        try
        {
            action();
        }
        catch (Oops oops)
        {
            throw new Finding(name, oops.Message);
        }
    }

    /// <summary>Throws a <see cref="Finding"/> of this name where it does not hold.</summary>
    public static void That([DoesNotReturnIf(false)] bool holds, string name, string message)
    {
        if (!holds)
        {
            throw new Finding(name, message);
        }
    }
}
