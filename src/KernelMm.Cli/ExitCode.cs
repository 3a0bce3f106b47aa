namespace KernelMm.Cli;

/// <summary>What the tool answers to the shell. The README and <c>--help</c> say the same.</summary>
internal static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>All that could be reached was printed, and something was missing from the image; or an exploration found a failure.</summary>
    public const int Incomplete = 1;

    /// <summary>The command line or its input is wrong, or the output cannot be written.</summary>
    public const int BadInput = 2;

    /// <summary>The tool itself is wrong.</summary>
    public const int Defect = 3;
}
