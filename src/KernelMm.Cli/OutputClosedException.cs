namespace KernelMm.Cli;

/// <summary>Whoever read the output has stopped reading (<c>| head</c>), so there is nothing left to do.</summary>
internal sealed class OutputClosedException : IOException
{
    public OutputClosedException()
        : base("The reader of the output has gone.")
    {
    }
}
