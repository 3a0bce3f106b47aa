using System.Globalization;
using System.Text.Json;
using KernelMm.Contracts;
using KernelMm.PageTables;

namespace KernelMm.Cli.Tests;

/// <summary>The reference walks, made into images of the machine's own class and byte order: the tool finds the page in each.</summary>
public sealed class Walks_of_every_architecture : IDisposable
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllText(PathOf("arch_vectors.json"))).RootElement;

    private static readonly Dictionary<string, string> Names = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(PathOf("arch_vectors.names.json")))!;

    private readonly TemporaryFolder _folder = new();

    /// <summary>The number of each walk in the vectors, behind its architecture.</summary>
    public static TheoryData<string, int> Walks => [.. Vectors.GetProperty("walks").EnumerateArray()
        .Select((walk, index) => (Name: NameOf(walk.GetProperty("config").GetString()!), Index: index))
        .Where(walk => walk.Name is not null)
        .Select(walk => new TheoryDataRow<string, int>(walk.Name!, walk.Index))];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_is_one_of_each() =>
        Assert.Equal(Architectures.All.Select(architecture => architecture.Layout.Name).Order(), Walks.Select(row => row.Data.Item1).Distinct().Order());

    [Theory]
    [MemberData(nameof(Walks))]
    public void From_an_elf_core(string architecture, int index)
    {
        Walk walk = new(architecture, index);
        ElfBuilder core = new() { Machine = (ushort)walk.Layout.Root.Machine, Wide = walk.Layout.EntryBits == 64, BigEndian = walk.Layout.IsBigEndian };
        walk.AssertFound(Tool.Run([.. walk.Arguments(_folder.Write("core", core.Load(walk.Start, walk.Memory).Build()))]));
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void From_a_lime_file(string architecture, int index)
    {
        Walk walk = new(architecture, index);
        walk.AssertFound(Tool.Run([.. walk.Arguments(_folder.Write("lime", LimeBuilder.Range(walk.Start, walk.Memory)))]));
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void From_a_raw_image(string architecture, int index)
    {
        Walk walk = new(architecture, index);
        walk.AssertFound(Tool.Run([.. walk.Arguments(_folder.Write("raw", walk.Memory)), "--base", Hex(walk.Start)]));
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public void And_each_entry_on_the_way_decodes(string architecture, int index)
    {
        Walk walk = new(architecture, index);
        Assert.All(walk.Rows, row =>
        {
            Outcome outcome = Tool.Run("decode", "--arch", architecture, "--level", row.Level, "--format", "json", Hex(row.Entry));
            Assert.Equal((0, string.Empty), (outcome.ExitCode, outcome.Error));
            Assert.Contains("\"kind\":\"", outcome.Output, StringComparison.Ordinal);
        });
    }

    private static string? NameOf(string config) => Names.GetValueOrDefault(config)
        ?? (config.StartsWith("s390x_", StringComparison.Ordinal) ? "s390x" : null);

    private static ulong Hex(JsonElement number) => ulong.Parse(number.GetString().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Hex(ulong number) => number.ToString("x", CultureInfo.InvariantCulture);

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "data", file);

    private sealed class Walk
    {
        private readonly ulong _address;
        private readonly ulong _root;
        private readonly ulong _target;

        public Walk(string architecture, int index)
        {
            JsonElement walk = Vectors.GetProperty("walks")[index];
            Layout = Architectures.All.Single(known => known.Layout.Name == architecture).Layout;
            (_address, _target, Start) = (Hex(walk.GetProperty("va")), Hex(walk.GetProperty("pa")), Hex(walk.GetProperty("root")) & ~0xfffUL);

            // s390x_3: three levels, which the root says beside the address, and that its table is whole.
            string config = walk.GetProperty("config").GetString()!;
            _root = Hex(walk.GetProperty("root")) | (architecture == "s390x" ? ((ulong)(config[^1] - '2') << 2) | 3 : 0);
            Memory = new byte[1 << 20];
            foreach (JsonElement row in walk.GetProperty("rows").EnumerateArray())
            {
                string level = row.GetProperty("level").GetString()!;
                Rows.Add((level switch { "L1" => "pmd", "L2" => "pte", _ => level }, Hex(row.GetProperty("entry"))));
                Write(Hex(row.GetProperty("entry_pa")) - Start, Rows[^1].Entry);
            }
        }

        public ArchitectureLayout Layout { get; }

        public ulong Start { get; }

        public byte[] Memory { get; }

        public List<(string Level, ulong Entry)> Rows { get; } = [];

        public IEnumerable<string> Arguments(string image)
        {
            IEnumerable<string> half = Layout.Root.UpperRegister is null ? [] : ["--va-half", _address >> 63 == 0 ? "lower" : "upper"];
            return ["walk", image, "--arch", Layout.Name, "--root", Hex(_root), "--format", "tsv", "--from", Hex(_address), "--to", Hex(_address + 1), .. half];
        }

        public void AssertFound(Outcome outcome)
        {
            Assert.Equal((0, string.Empty), (outcome.ExitCode, outcome.Error));
            string[] leaf = Assert.Single(outcome.Lines.Skip(1)).Split('\t');
            ulong Column(int column) => ulong.Parse(leaf[column], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Assert.Equal((_target, Rows[^1].Entry), (Column(1) + (_address - Column(0)), Column(3)));
        }

        private void Write(ulong at, ulong entry)
        {
            for (int index = 0; index < Layout.EntryBytes; index++)
            {
                Memory[(int)at + (Layout.IsBigEndian ? Layout.EntryBytes - 1 - index : index)] = (byte)(entry >> (8 * index));
            }
        }
    }
}
