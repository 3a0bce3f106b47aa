using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Exploration;

/// <summary>Thrown by a scenario that notices a failure it has a name for.</summary>
/// <param name="name">The failure's name: one word, the same whenever it is the same failure.</param>
/// <param name="message">What was noticed.</param>
[SuppressMessage("Design", "CA1032", Justification = "A finding without a name would be no finding.")]
[SuppressMessage("Naming", "CA1710", Justification = "It says what it is.")]
public sealed class Finding(string name, string message) : Exception(message)
{
    /// <summary>The failure's name.</summary>
    public string Name { get; } = name;
}
