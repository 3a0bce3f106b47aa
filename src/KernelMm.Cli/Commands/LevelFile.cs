using System.Text;
using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing;

namespace KernelMm.Cli.Commands;

/// <summary>Reads a level file from disk.</summary>
internal static class LevelFile
{
    /// <summary>Whether an argument can only be a file.</summary>
    public static bool LooksLikeFile(string argument) =>
        argument.Contains('/', StringComparison.Ordinal)
        || argument.Contains('\\', StringComparison.Ordinal)
        || argument.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
        || argument.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The architecture that the file describes, or null after saying on standard error what is wrong in it.</summary>
    public static Architecture? Read(string path, Surroundings surroundings)
    {
        (string text, long length) = ReadText(path);
        LevelFileResult result = LevelFileLimits.Refuse(length) ?? LevelFileParser.Parse(NameOf(path), text);
        foreach (LevelFileDiagnostic diagnostic in result.Diagnostics)
        {
            surroundings.Error.WriteLine(
                $"{path}({diagnostic.Span.StartLine},{diagnostic.Span.StartColumn}): error {diagnostic.Id}: {diagnostic.Message}");
        }

        return result.Architecture;
    }

    // x64.levels.yaml describes x64.
    private static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        return name.EndsWith(LevelFileParser.Extension, StringComparison.OrdinalIgnoreCase)
            ? name[..^LevelFileParser.Extension.Length]
            : Path.GetFileNameWithoutExtension(name);
    }

    // One byte more than the largest file is enough to refuse a larger one, whatever it claims as its length.
    private static (string Text, long Length) ReadText(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path.Quote()} is a directory; give the level file itself.");
        }

        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read);
            byte[] bytes = new byte[LevelFileLimits.MaxBytes + 1];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > LevelFileLimits.MaxBytes
                ? (string.Empty, length)
                : (new StreamReader(new MemoryStream(bytes, 0, length), Encoding.UTF8).ReadToEnd(), length);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file {path.Quote()}.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputException($"{path.Quote()} may not be read by this user.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{path.Quote()} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
