using KernelMm.Levels.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KernelMm.Generators;

/// <summary>From an additional file to what came of it.</summary>
internal static class LevelFileReader
{
    public static bool IsLevelFile(string path) => path.EndsWith(LevelFileParser.Extension, StringComparison.OrdinalIgnoreCase);

    public static ParsedFile Read(AdditionalText text, CancellationToken cancellation)
    {
        string file = Path.GetFileName(text.Path);
        string name = file.Substring(0, file.Length - LevelFileParser.Extension.Length);
        return new ParsedFile(text.Path, Parse(name, text.GetText(cancellation)));
    }

    // The compiler has the text in memory by now; what is refused unread is the parsing. A file it could not read at all is its
    // own error, and an empty one here.
    private static LevelFileResult Parse(string name, SourceText? text) =>
        LevelFileLimits.Refuse(text?.Length ?? 0) ?? LevelFileParser.Parse(name, text?.ToString() ?? string.Empty);
}
