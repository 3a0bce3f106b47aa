using KernelMm.Generators.Tests.Driving;

namespace KernelMm.Generators.Tests.Caching;

/// <summary>Which steps run again after which edit. Two level files, of which the first is edited.</summary>
public class StepReasonTests
{
    private static readonly LevelFile X64 = LevelFile.Shipped("x64");
    private static readonly LevelFile Riscv = LevelFile.Shipped("riscv-sv39");
    private static readonly LevelFile La57 = LevelFile.Shipped("x64-la57");
    private static readonly LevelFile Broken = new("levels/broken.levels.yaml", "description: broken\n");

    //                                       Parse               Diagnostics         Architecture        RootNamespace  Registry     Output
    private static readonly (string Edit, Func<Run> After, string[] Reasons)[] Edits =
    [
        ("nothing", () => Start().Again(),
            ["Cached",            "Cached",           "Cached",           "Cached",      "Cached",    "Cached"]),
        ("a line of C#", () => Start().WithSource("class Edited;"),
            ["Cached",            "Cached",           "Cached",           "Cached",      "Cached",    "Cached"]),
        ("a comment in a level file", () => Start().With(X64, X64.With("page_shift: 12", "page_shift: 12 # 4 KiB")),
            ["Cached+Unchanged",  "Cached",           "Cached",           "Cached",      "Cached",    "Cached"]),
        ("a field's doc", () => Start().With(X64, X64.With("doc: writable", "doc: can be written")),
            ["Cached+Modified",   "Cached+Unchanged", "Cached+Modified",  "Cached",      "Cached",    "Cached+Modified"]),
        ("a namespace", () => Start().With(X64, X64.With("namespace: X64", "namespace: Amd64")),
            ["Cached+Modified",   "Cached+Unchanged", "Cached+Modified",  "Cached",      "Modified",  "Cached+Modified"]),
        ("a mistake", () => Start().With(X64, X64.With("page_shift: 12", "page_shfit: 12")),
            ["Cached+Modified",   "Cached+Modified",  "Cached+Removed",   "Cached",      "Modified",  "Cached+Removed"]),
        ("a mistake that moves", () => Start(Broken).With(Broken, Broken.With("description", "\n\ndescription")),
            ["Cached+Modified",   "Cached+Modified",  "Cached",           "Cached",      "Cached",    "Cached"]),
        ("another file", () => Start().With(La57),
            ["Cached+New",        "Cached+New",       "Cached+New",       "Cached",      "Modified",  "Cached+New"]),
        ("a file less", () => Start().Without(X64),
            ["Cached+Removed",    "Cached+Removed",   "Cached+Removed",   "Cached",      "Modified",  "Cached+Removed"]),
        ("another root namespace", () => Start().With(new BuildProperties(("RootNamespace", "Other"))),
            ["Cached",            "Cached",           "Cached",           "Modified",    "Cached",    "Modified"]),
    ];

    public static TheoryData<string> Titles => new(Edits.Select(edit => edit.Edit));

    [Theory]
    [MemberData(nameof(Titles))]
    public void An_edit_runs_what_depends_on_it_and_nothing_else(string edit)
    {
        (_, Func<Run> after, string[] reasons) = Edits.Single(known => known.Edit == edit);

        Run run = after();

        Assert.Equal(StepNames.All.Zip(reasons), StepNames.All.Select(step => (step, run.Reasons(step))));
    }

    private static Run Start(params LevelFile[] more) => Run.First([X64, Riscv, .. more]);
}
