using KernelMm.Contracts;

namespace KernelMm.Cli;

/// <summary>All that a command touches of the world outside, so that tests can put their own in its place.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output, for results only.</param>
/// <param name="Error">Standard error, for sentences and progress.</param>
/// <param name="Architectures">The architectures that can be named.</param>
internal sealed record Surroundings(Stream Input, Stream Output, TextWriter Error, IReadOnlyList<IArchitecture> Architectures)
{
    /// <summary>Whether results go to a terminal.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether results may be coloured.</summary>
    public bool Colours { get; init; }

    /// <summary>Whether sentences go to a terminal: only then is progress shown.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>The columns that results may take.</summary>
    public int Width { get; init; } = 160;
}
