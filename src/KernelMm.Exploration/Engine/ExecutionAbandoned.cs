using System.Diagnostics.CodeAnalysis;

namespace KernelMm.Exploration.Engine;

/// <summary>Takes an actor out of the middle of an execution that has been decided.</summary>
[SuppressMessage("Design", "CA1064", Justification = "Nobody is meant to catch it.")]
[SuppressMessage("Naming", "CA1710", Justification = "Nothing went wrong where it is thrown.")]
internal sealed class ExecutionAbandoned() : Exception("The execution has been decided; an actor must let this through.");
