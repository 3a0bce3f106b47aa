using System.Reflection;
using KernelMm.PageTables.Tests.Tables;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.RoundTrips;

public sealed class Transitions_make_what_the_kernel_makes
{
    // What a transition makes true or false of a present entry; "swp" ones of an entry that is not.
    private static readonly Dictionary<string, (string Predicate, bool Value)> Meanings = new()
    {
        ["mkwrite"] = ("write", true),
        ["wrprotect"] = ("write", false),
        ["mkdirty"] = ("dirty", true),
        ["mkclean"] = ("dirty", false),
        ["mkyoung"] = ("young", true),
        ["mkold"] = ("young", false),
        ["mkdevmap"] = ("devmap", true),
        ["mkspecial"] = ("special", true),
        ["mksoftdirty"] = ("soft_dirty", true),
        ["clearsoftdirty"] = ("soft_dirty", false),
        ["mkhuge"] = ("leaf", true),
        ["mkuffdwp"] = ("uffd_wp", true),
        ["clearuffdwp"] = ("uffd_wp", false),
        ["mkexec"] = ("exec", true),
        ["mkcont"] = ("cont", true),
        ["mknoncont"] = ("cont", false),
        ["mkglobal"] = ("global", true),
        ["clrglobal"] = ("global", false),
        ["swpmksoftdirty"] = ("swp_soft_dirty", true),
        ["swpclearsoftdirty"] = ("swp_soft_dirty", false),
        ["swpmkuffdwp"] = ("swp_uffd_wp", true),
        ["swpclearuffdwp"] = ("swp_uffd_wp", false),
        ["swpmkexclusive"] = ("swp_exclusive", true),
        ["swpclearexclusive"] = ("swp_exclusive", false),
    };

    public static TheoryData<string, PageTableLevel, string> All => [.. ArchVectors.All.SelectMany(config => Enum.GetValues<PageTableLevel>()
        .SelectMany(level => Kernel.Of(config.Architecture.Layout.Name).Transitions(level)
            .Select(method => new TheoryDataRow<string, PageTableLevel, string>(config.Architecture.Layout.Name, level, method.Name))))];

    public static TheoryData<string, PageTableLevel, string> OfPages => [.. All.Where(row => !row.Data.Item3.StartsWith("Swp", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(All))]
    public void Of_every_bit(string architecture, PageTableLevel level, string method) => EachEntry(architecture, level, method, (config, before, after) =>
    {
        Func<ulong, ulong>? kernel = LinuxTransitions.Find(config.Architecture, level, method);
        Assert.True(kernel is not null, $"No test states what {level}.{method} makes.");
        Assert.Equal(kernel(before), after);
    });

    [Theory]
    [MemberData(nameof(All))]
    public void So_that_it_is_then_what_the_name_says(string architecture, PageTableLevel level, string method) => EachEntry(architecture, level, method, (config, _, after) =>
    {
        (string predicate, bool value) = Meanings[LinuxTransitions.Plain(method)];
        if ((predicate == "leaf" || (predicate == "devmap" && config.Architecture.Layout.IsBigEndian)) && !DecodedPredicates.Holds(config.Architecture, level, "present", after))
        {
            return;
        }

        Assert.Equal(value, DecodedPredicates.Holds(config.Architecture, level, predicate, after));
    });

    [Theory]
    [MemberData(nameof(All))]
    public void And_once_more_changes_nothing(string architecture, PageTableLevel level, string method)
    {
        Kernel kernel = Kernel.Of(architecture);
        EachEntry(architecture, level, method, (_, _, after) =>
            Assert.Equal(after, Kernel.ValueOf(kernel.Type(level.ToString()).GetMethod(method)!.Invoke(kernel.Make(level.ToString(), after), null)!)));
    }

    [Theory]
    [MemberData(nameof(OfPages))]
    public void And_neither_moves_the_page_nor_forgets_that_it_is_dirty(string architecture, PageTableLevel level, string method)
    {
        // On arm64 writable and not read-only is what hardware makes of a page that was written to.
        bool cleans = LinuxTransitions.Plain(method) is "mkdirty" or "mkclean"
            || (LinuxTransitions.Plain(method) == "mkwrite" && architecture.StartsWith("arm64", StringComparison.Ordinal));
        EachPage(architecture, level, method, (config, before, after) =>
        {
            (DecodedEntry old, DecodedEntry now) = (config.Architecture.Decode(level, before, []), config.Architecture.Decode(level, after, []));
            Assert.Equal((EntryKind.Leaf, old.Address), (now.Kind, now.Address));
            bool hasDirty = DecodedPredicates.Of(config.Architecture, level).Contains("dirty");
            Assert.True(cleans || !hasDirty || DecodedPredicates.Holds(config.Architecture, level, "dirty", before) == DecodedPredicates.Holds(config.Architecture, level, "dirty", after));
        });
    }

    private static void EachEntry(string architecture, PageTableLevel level, string method, Action<VectorConfig, ulong, ulong> check) =>
        Each(architecture, level, method, (config, random) => random.NextEntry(config.TypicalEntries, config.Architecture.Layout.EntryBits), check);

    // Pages that hardware takes: of the others some transitions make something else, as of PROT_NONE, which shares its bit.
    private static void EachPage(string architecture, PageTableLevel level, string method, Action<VectorConfig, ulong, ulong> check) =>
        Each(architecture, level, method, (config, random) => Page(config, level, random), check);

    private static ulong Page(VectorConfig config, PageTableLevel level, Random random)
    {
        PagingFormat format = PagingFormat.Of(config.Architecture);
        return level == PageTableLevel.Pte && format.LinuxTableOffset != 0 ? format.LinuxPage(random) | 1 : format.Leaf(random, ShiftOf(config, level))!.Value;
    }

    private static void Each(
        string architecture, PageTableLevel level, string method, Func<VectorConfig, Random, ulong> next, Action<VectorConfig, ulong, ulong> check)
    {
        VectorConfig config = ArchVectors.Of(architecture);
        Kernel kernel = Kernel.Of(architecture);
        MethodInfo transition = kernel.Type(level.ToString()).GetMethod(method)!;
        Seeded.Run(1, random =>
        {
            for (int count = 0; count < 1_000; count++)
            {
                ulong before = next(config, random);
                check(config, before, Kernel.ValueOf(transition.Invoke(kernel.Make(level.ToString(), before), null)!));
            }
        });
    }

    private static int ShiftOf(VectorConfig config, PageTableLevel level) => config.Architecture.Layout.Levels.Single(candidate => candidate.Owner == level).Shift;
}
