namespace KernelMm.Levels.Tests;

/// <summary>The level files that ship.</summary>
internal static class LevelFiles
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "levels");

    public static string[] Names { get; } = Directory.GetFiles(Folder, "*.levels.yaml")
        .Select(path => Path.GetFileName(path)[..^".levels.yaml".Length])
        .Order(StringComparer.Ordinal)
        .ToArray();

    public static TheoryData<string> All => new(Names);

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name + ".levels.yaml"));
}
