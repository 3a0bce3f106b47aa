namespace KernelMm.Comparison.Corpus;

/// <summary>The corpus of the analyzers' tests, as it lies on the disk.</summary>
/// <param name="Files">What is looked at.</param>
/// <param name="Prelude">What every file of it may name: the kernel's functions and types, as declarations.</param>
internal sealed record CorpusFolder(IReadOnlyList<CorpusFile> Files, IReadOnlyList<CorpusFile> Prelude)
{
    private static readonly string[] Rooms = ["Sites", "Bugs", "Mistakes", "Shapes", "Harmless"];

    public static CorpusFolder At(string folder) => new([.. Rooms.SelectMany(room => Read(folder, room))], [.. Read(folder, "Prelude")]);

    private static IEnumerable<CorpusFile> Read(string folder, string room) =>
        from file in Directory.Exists(Path.Combine(folder, room)) ? Directory.EnumerateFiles(Path.Combine(folder, room), "*.cs") : []
        orderby file
        select new CorpusFile(room, Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));
}
