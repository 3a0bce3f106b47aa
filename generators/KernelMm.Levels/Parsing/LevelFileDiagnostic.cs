namespace KernelMm.Levels.Parsing;

/// <summary>Something wrong in a level file, for a person: what, where, and what to write instead.</summary>
/// <param name="Id">The diagnostic's id: <c>KML0001</c>.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Span">Where in the file.</param>
public sealed record LevelFileDiagnostic(string Id, string Message, LevelFileSpan Span);

/// <summary>A stretch of a level file. Lines and columns count from 1.</summary>
/// <param name="StartLine">The first character's line.</param>
/// <param name="StartColumn">The first character's column.</param>
/// <param name="EndLine">The line of the character behind the last one.</param>
/// <param name="EndColumn">The column of the character behind the last one.</param>
public sealed record LevelFileSpan(int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>The file's first place, for what concerns all of it.</summary>
    public static LevelFileSpan FileStart { get; } = new(1, 1, 1, 1);
}
