using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Lists;

/// <summary>What is wrong in a list of contracts, and where.</summary>
internal sealed record ListError(Location Place, string Message);
