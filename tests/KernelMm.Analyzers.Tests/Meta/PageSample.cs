namespace KernelMm.Analyzers.Tests.Meta;

/// <summary>A sample of a rule's page, and what is needed around it to compile it: a page shows what matters and leaves out the rest.</summary>
/// <param name="Id">The rule.</param>
/// <param name="IsBad">Whether it stands under the heading <c>Bad</c>.</param>
/// <param name="Text">What the page shows.</param>
internal sealed record PageSample(string Id, bool IsBad, string Text)
{
    private const string Release = "PteUnmapUnlock(mm, pte, ptl);";

    private const string TwoMaps = """
        var dst = PteOffsetMap(mm, dstPmd, addr);
        if (!dst) return;
        var src = PteOffsetMap(mm, srcPmd, addr);
        if (!src) { PteUnmap(mm, dst); return; }
        """;

    private const string TwoLocks = """
        var dst = PteOffsetMapLock(mm, dstPmd, addr, out var dstPtl);
        var src = PteOffsetMapNoLock(mm, srcPmd, addr, out var srcPtl);
        // both tested, both locked
        """;

    private const string BothTested = """
        if (!dst) { if (src) PteUnmap(mm, src); return; }
        if (!src) { PteUnmapUnlock(mm, dst, dstPtl); return; }
        mm.SpinLock(srcPtl);
        """;

    private const string Members = """
        private readonly Mm _mm = new();
        private readonly PmdPtr _pmd;
        private readonly VirtualAddress _addr;
        private static PmdPtr Find(Mm mm, VirtualAddress addr) => default;
        private static void Note(Mm mm, [NeedsMapped] PtePtr pte) { }
        private static void Work() { }
        private static void Done() { }
        """;

    /// <summary>Other rules that have something to say about it too: the same mistake seen from elsewhere.</summary>
    public string[] Also => (Id, IsBad) switch
    {
        ("KMM0003", true) => ["KMM0001"],
        _ => [],
    };

    /// <summary>The lines of the sample that it says are accused, and in the source as a whole.</summary>
    public IEnumerable<int> Accused => Source.Split('\n').Select((line, i) => (line, i)).Where(l => l.line.Contains("// " + Id, StringComparison.Ordinal)).Select(l => l.i);

    public string Source => Id is "KMM0020" or "KMM0022"
        ? $$"""
            internal class C
            {
            {{Members}}
            {{Text}}
            }
            """
        : $$"""
            internal class C
            {
            {{Members}}
            {{string.Join('\n', Parts.Select(Method))}}
            }
            """;

    // What is shown one below the other are two methods' mistakes, or their remedies.
    private IEnumerable<string> Parts => (Id, IsBad) is ("KMM0007", _) or ("KMM0012", true) ? Text.Split("\n\n") : [Text];

    private string Method(string part, int number) => $$"""
            private static {{Returns}} M{{number}}({{string.Join(", ", Parameters)}})
            {
        {{Before}}
        {{part.Replace("// both tested, both locked", BothTested, StringComparison.Ordinal)}}
        {{After}}
            }
        """;

    // What the sample declares itself it need not be given.
    private IEnumerable<string> Parameters => ((string[])
    [
        "Mm mm", "PmdPtr pmd", "PmdPtr dstPmd", "PmdPtr srcPmd", "VirtualAddress addr", "VirtualAddress end",
        Id == "KMM0012" ? "Pmd entry" : "Pte entry", "ref VmFault vmf", .. Further,
    ]).Where(p => !Text.Contains($"var {p.Split(' ')[^1]} ", StringComparison.Ordinal));

    private string[] Further => Id switch
    {
        "KMM0007" => ["Folio folio", "int n"],
        "KMM0012" => ["PmdPtr from", "PmdPtr to"],
        _ => [],
    };

    private string Returns => Id switch
    {
        "KMM0001" or "KMM0004" or "KMM0021" => "int",
        "KMM0014" or "KMM0019" => "FaultResult",
        _ => "void",
    };

    private string Before => (Id, IsBad) switch
    {
        ("KMM0006", false) => TwoLocks.Replace("// both tested, both locked", BothTested, StringComparison.Ordinal),
        ("KMM0007", _) => "var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);\nif (!pte) return;",
        ("KMM0009", _) => TwoMaps,
        _ => "",
    };

    private string After => (Id, IsBad) switch
    {
        ("KMM0001", _) => "return 0;",
        ("KMM0002", true) => "mm.SpinUnlock(ptl);",
        ("KMM0006", true) => "mm.SpinUnlock(srcPtl);\nPteUnmap(mm, dst);",
        ("KMM0013", _) => "PteUnmap(mm, pte);",
        ("KMM0014", _) => "return 0;",
        ("KMM0015", true) => "mm.SpinUnlock(ptl);\nPteUnmap(mm, pte);",
        ("KMM0019", _) => Release + "\nreturn 0;",
        ("KMM0021", true) => "if (!pte) return 0;\n" + Release + "\nreturn 0;",
        ("KMM0021", false) => Release + "\nreturn 0;",
        ("KMM0003" or "KMM0015" or "KMM0017", _) or ("KMM0011" or "KMM0016", true) => Release,
        ("KMM0024", true) => "if (pte) PteUnmap(mm, pte);",
        _ => "",
    };
}
