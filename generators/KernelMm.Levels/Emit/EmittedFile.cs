namespace KernelMm.Levels.Emit;

/// <summary>One file of generated C#.</summary>
/// <param name="HintName">Its name, unique among an architecture's files: <c>X64.Pgtable.g.cs</c>.</param>
/// <param name="Text">Its text, with <c>\n</c> line ends.</param>
public sealed record EmittedFile(string HintName, string Text);
