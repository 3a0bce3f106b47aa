using System.Globalization;
using System.Text.Json;

namespace KernelMm.PageTables.Tests.Vectors;

/// <summary>The reference vectors: what the kernel's own headers answered, compiled for each configuration.</summary>
internal static class ArchVectors
{
    private static readonly Dictionary<string, string> ArchitectureNames =
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(PathOf("arch_vectors.names.json")))!;

    /// <summary>The configurations of which there is a level file.</summary>
    public static IReadOnlyList<VectorConfig> All { get; } = Read();

    /// <summary>The names of the architectures, for theories.</summary>
    public static TheoryData<string> Architectures => [.. All.Select(config => config.Architecture.Layout.Name)];

    public static VectorConfig Of(string architecture) => All.Single(config => config.Architecture.Layout.Name == architecture);

    public static ulong Hex(string text) => ulong.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static VectorConfig[] Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(PathOf("arch_vectors.json")));
        JsonElement walks = document.RootElement.GetProperty("walks");
        return [.. ArchitectureNames.Select(pair => Config(pair.Key, pair.Value, document.RootElement.GetProperty("configs").GetProperty(pair.Key), walks))];
    }

    private static VectorConfig Config(string name, string architectureName, JsonElement config, JsonElement walks)
    {
        Assert.True(PageTables.Architectures.TryGet(architectureName, out IArchitecture? architecture), $"There is no architecture {architectureName}.");
        return new VectorConfig(
            architecture,
            config.GetProperty("va_bits").GetInt32(),
            [.. config.GetProperty("levels").EnumerateArray().Select(Geometry)],
            [.. config.GetProperty("predicates").EnumerateObject().SelectMany(Predicates), .. SymbolPredicates.Of(architectureName)],
            [.. config.GetProperty("examples").EnumerateArray().Select(Example)],
            [.. Depths(config).Last().Addresses],
            [.. walks.EnumerateArray().Where(walk => IsOf(walk, name)).Select(walk => Walk(walk, name))])
        { Depths = [.. Depths(config)] };
    }

    // One depth, or several where the root says how deep its tables are.
    private static IEnumerable<VectorDepth> Depths(JsonElement config) => config.TryGetProperty("by_levels", out JsonElement depths)
        ? depths.EnumerateObject().Select(depth => new VectorDepth(
            depth.Value.GetProperty("asce_dt").GetInt32(),
            [.. depth.Value.GetProperty("levels").EnumerateArray().Select(Geometry)],
            [.. depth.Value.GetProperty("va").EnumerateArray().Select(Address)]))
        : [new VectorDepth(0, [.. config.GetProperty("levels").EnumerateArray().Select(Geometry)], [.. config.GetProperty("va").EnumerateArray().Select(Address)])];

    private static bool IsOf(JsonElement walk, string name)
    {
        string config = walk.GetProperty("config").GetString()!;
        return config == name || config.StartsWith(name + "_", StringComparison.Ordinal) && name == "s390x";
    }

    private static LevelGeometry Geometry(JsonElement level) =>
        new(TopName(level.GetProperty("name")), level.GetProperty("shift").GetInt32(), level.GetProperty("index_bits").GetInt32());

    private static IEnumerable<VectorPredicate> Predicates(JsonProperty level) => level.Value.EnumerateObject()
        .Select(predicate => new VectorPredicate(Enum.Parse<PageTableLevel>(level.Name, ignoreCase: true), predicate.Name, predicate.Value.GetString()!));

    private static VectorExample Example(JsonElement example) => new(
        Level(example.GetProperty("level")),
        Hex(example.GetProperty("raw")),
        example.GetProperty("cls").GetString()!,
        example.GetProperty("decode").GetString()!,
        example.GetProperty("predicates").EnumerateObject().ToDictionary(predicate => predicate.Name, predicate => predicate.Value.GetBoolean()),
        example.GetProperty("note").GetString()!);

    private static VectorAddress Address(JsonElement address) => new(
        new VirtualAddress(Hex(address.GetProperty("va"))),
        address.GetProperty("indexes") is { ValueKind: JsonValueKind.Array } indexes ? [.. indexes.EnumerateArray().Select(index => index.GetInt32())] : null);

    private static VectorWalk Walk(JsonElement walk, string name) => new(
        (walk.GetProperty("config").GetString()![name.Length..] + " " + walk.GetProperty("note").GetString()!).Trim(),
        new VirtualAddress(Hex(walk.GetProperty("va"))),
        Root(walk, name),
        new PhysicalAddress(Hex(walk.GetProperty("pa"))),
        [.. walk.GetProperty("rows").EnumerateArray().Select(row => new VectorWalkRow(
            Level(row.GetProperty("level")),
            new PhysicalAddress(Hex(row.GetProperty("entry_pa"))),
            Hex(row.GetProperty("entry"))))]);

    // s390x_3: three levels, which the root says beside the address; its table is whole.
    private static PhysicalAddress Root(JsonElement walk, string name)
    {
        string config = walk.GetProperty("config").GetString()!;
        ulong description = config == name ? 0 : ((ulong)(config[^1] - '2') << 2) | 3;
        return new(Hex(walk.GetProperty("root")) | description);
    }

    // The highest of a level's names.
    private static PageTableLevel TopName(JsonElement name) => name.GetString() == "L1" ? PageTableLevel.Pgd : Level(name);

    // Arm's short descriptors are called by the manual's names.
    private static PageTableLevel Level(JsonElement name) => name.GetString()! switch
    {
        "L1" => PageTableLevel.Pmd,
        "L2" => PageTableLevel.Pte,
        string linux => Enum.Parse<PageTableLevel>(linux, ignoreCase: true),
    };

    private static ulong Hex(JsonElement text) => Hex(text.GetString()!);

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "data", file);
}
