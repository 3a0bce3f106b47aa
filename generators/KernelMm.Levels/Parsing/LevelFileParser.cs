using System.Text;
using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Sections;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing;

/// <summary>From the text of a level file to the model. It never throws, whatever the text is.</summary>
public static class LevelFileParser
{
    /// <summary>The end of every level file's name.</summary>
    public const string Extension = ".levels.yaml";

    /// <summary>Parses and checks a level file.</summary>
    /// <param name="name">The file's name without <see cref="Extension"/>, which is the architecture's name.</param>
    /// <param name="text">The file's text; see <see cref="LevelFileLimits.Refuse"/> for one that is too long.</param>
    public static LevelFileResult Parse(string name, string text)
    {
        var reporter = new Reporter();
        Architecture? architecture = null;
        if (LevelFileLimits.Refuse(Encoding.UTF8.GetByteCount(text)) is LevelFileResult refused)
        {
            return refused;
        }

        if (!ArchitectureName.IsUsable(name))
        {
            reporter.Report(LevelDiagnostics.BadFileName, LevelFileSpan.FileStart, Printable.Shorten(name));
        }
        else if (YamlTreeReader.Read(WithoutMark(text), reporter) is YamlNode root
            && MappingReader.Open(reporter, "the file", root, LevelFileKeys.File) is MappingReader file)
        {
            architecture = ArchitectureSection.Read(file, name);
        }

        return new LevelFileResult(reporter.Any ? null : architecture, reporter.Diagnostics.ToEquatableArray());
    }

    // The YAML parser would take the byte order mark for the first key's first letter.
    private static string WithoutMark(string text) => text.StartsWith("\uFEFF", StringComparison.Ordinal) ? text.Substring(1) : text;
}
