using KernelMm.Analyzers.Contracts;
using Microsoft.CodeAnalysis.Operations;

namespace KernelMm.Analyzers.Flow;

/// <summary>What a call is given.</summary>
/// <param name="Argument">The argument.</param>
/// <param name="Value">What is known of its value; nothing, where the call only puts something there.</param>
/// <param name="Contract">What the call's contract says of the parameter.</param>
internal readonly record struct Given(IArgumentOperation Argument, Value Value, Contract Contract);
