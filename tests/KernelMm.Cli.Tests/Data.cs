using System.IO.Compression;

namespace KernelMm.Cli.Tests;

/// <summary>The real image and what is known about it.</summary>
internal static class Data
{
    public const string ParentRoot = "75f6000";
    public const string ChildRoot = "75f4000";

    /// <summary>The names of all architectures, as sentences list them.</summary>
    public static string ArchitectureNames => string.Join(", ", KernelMm.PageTables.Architectures.All.Select(architecture => architecture.Layout.Name));

    public static string Image => PathOf("tables.elf.gz");

    public static string LevelFileOf(string architecture) =>
        Path.Combine(AppContext.BaseDirectory, "levels", architecture + ".levels.yaml");

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "data", "linux-6.1-x86_64", name);

    public static byte[] Unzip(string name)
    {
        using GZipStream stream = new(File.OpenRead(PathOf(name)), CompressionMode.Decompress);
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The rows of an oracle without its header line.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(PathOf(name)), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line.Split('\t');
            }
        }
    }

    public static byte[] Zip(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Fastest))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }
}
