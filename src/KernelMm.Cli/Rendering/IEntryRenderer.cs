using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>Prints what entries mean, one after the other.</summary>
internal interface IEntryRenderer
{
    /// <summary>Prints one.</summary>
    /// <param name="value">The raw entry.</param>
    /// <param name="entry">What it means.</param>
    void Add(ulong value, in DecodedEntry entry);
}
