namespace KernelMm.PageTables.Tests;

/// <summary>A property did not hold; the message starts with the seed that shows it.</summary>
internal sealed class SeedFailedException(string message, Exception inner) : Exception(message, inner);
