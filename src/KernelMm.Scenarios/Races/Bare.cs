namespace KernelMm.Scenarios.Races;

/// <summary>Memory that somebody else has, and that no fault brings.</summary>
internal sealed class Bare : IVmOperations
{
}
