namespace KernelMm.Analyzers.Tests.Engine;

/// <summary>
/// Every construct of the language that the engine follows, twice: where it is right nothing is said, and where one thing is wrong in
/// it that is found. Silence alone would prove nothing.
/// </summary>
public sealed class ConstructTests
{
    private const string Map = "PteOffsetMap(mm, pmd, addr)";

    private const string Helpers = """

        static bool TryMap(Mm mm, PmdPtr pmd, VirtualAddress addr, [NotNullWhen(true), ReturnsMapped, MayFail] out PtePtr pte)
        {
            pte = PteOffsetMap(mm, pmd, addr);
            return !pte.IsNull;
        }

        [DoesNotReturn]
        static void Fail() => throw new InvalidOperationException();

        static void Swap([Consumes] PtePtr pte, Mm mm) => PteUnmap(mm, pte);
        """;

    // Construct, right, wrong.
    public static TheoryData<string, string, string> Constructs => new()
    {
        { "if and else", "var pte = @; if (pte) { PteUnmap(mm, pte); } else { Note(\"null\"); }", "var pte = {|KMM0004:@|}; if (pte) { Note(\"x\"); } else { Note(\"null\"); }" },
        { "while", "while (true) { var pte = @; if (!pte) break; PteUnmap(mm, pte); }", "while (true) { var pte = {|KMM0004:@|}; if (!pte) break; Note(\"x\"); }" },
        { "for", "for (var i = 0; i < 3; i++) { var pte = @; if (pte) PteUnmap(mm, pte); }", "for (var i = 0; i < 3; i++) { var pte = @; PteUnmap(mm, {|KMM0001:pte|}); }" },
        { "do", "PtePtr pte; do { pte = @; n++; } while (!pte && n < 3); if (pte) PteUnmap(mm, pte);", "PtePtr pte; do { pte = @; n++; } while (!pte && n < 3); PteUnmap(mm, {|KMM0005:pte|});" },
        { "foreach", "foreach (var a in all) { var pte = PteOffsetMap(mm, pmd, a); if (!pte) continue; PteUnmap(mm, pte); }", "foreach (var a in all) { var pte = {|KMM0004:PteOffsetMap(mm, pmd, a)|}; if (!pte) continue; if (a.Value == 3) break; PteUnmap(mm, pte); }" },
        { "goto again", "again: if (!PmdpGetLockless(mm, pmd).IsTable) return; var pte = @; if (!pte) goto again; PteUnmap(mm, pte);", "again: if (!PmdpGetLockless(mm, pmd).IsTable) return; var pte = {|KMM0004:@|}; if (!pte) goto again; if (flag) goto again; PteUnmap(mm, pte);" },
        { "goto a joined exit", "var pte = @; if (!pte) goto leave; if (flag) goto release; Note(\"x\"); release: PteUnmap(mm, pte); leave: Note(\"y\");", "var pte = {|KMM0004:@|}; if (!pte) goto leave; if (flag) goto leave; PteUnmap(mm, pte); leave: Note(\"y\");" },
        { "switch", "var pte = @; switch (pte.IsNull) { case true: return; default: PteUnmap(mm, pte); break; }", "var pte = @; switch (n) { case 1: Note(\"one\"); break; default: break; } PteUnmap(mm, {|KMM0001:pte|});" },
        { "pattern switch", "var pte = @; switch (pte) { case { IsNull: true }: return; case var p: PteUnmap(mm, p); break; }", "var pte = {|KMM0004:@|}; switch (pte) { case { IsNull: true }: return; case var p: _ = PtepGet(mm, p); break; }" },
        { "switch expression", "var pte = flag switch { true => @, _ => PtePtr.Null }; if (pte) PteUnmap(mm, pte);", "var pte = flag switch { true => {|KMM0004:@|}, _ => PtePtr.Null }; if (pte) Note(\"x\");" },
        { "and", "var pte = @; if (!pte.IsNull && PtepGet(mm, pte).IsNone) Note(\"none\"); if (pte) PteUnmap(mm, pte);", "var pte = @; if (PtepGet(mm, {|KMM0001:pte|}).IsNone && !{|KMM0003:pte.IsNull|}) Note(\"none\"); PteUnmap(mm, pte);" },
        { "or", "var pte = @; if (pte.IsNull || flag) { if (pte) PteUnmap(mm, pte); return; } PteUnmap(mm, pte);", "var pte = {|KMM0004:@|}; if (pte.IsNull || flag) return; PteUnmap(mm, pte);" },
        { "and of both sides", "var pte = @; if (!pte.IsNull & flag) { PteUnmap(mm, pte); return; } if (pte) PteUnmap(mm, pte);", "var pte = @; if (pte.IsNull & flag) return; PteUnmap(mm, {|KMM0001:pte|});" },
        { "or of both sides", "var pte = @; if (pte.IsNull | flag) { if (pte) PteUnmap(mm, pte); return; } PteUnmap(mm, pte);", "var pte = {|KMM0004:@|}; if (pte.IsNull | flag) return; PteUnmap(mm, pte);" },
        { "a boolean that gathers tests", "var ok = flag; var pte = @; ok &= !pte.IsNull; if (!ok) { if (pte) PteUnmap(mm, pte); return; } PteUnmap(mm, pte);", "var ok = flag; for (; n > 0; n--) { var pte = {|KMM0004:@|}; ok &= !pte.IsNull; if (!ok) break; PteUnmap(mm, pte); }" },
        { "ternary", "var pte = flag ? @ : default; _ = pte ? PtepGet(mm, pte) : default; if (pte) PteUnmap(mm, pte);", "var pte = @; _ = flag ? PtepGet(mm, {|KMM0001:pte|}) : default; PteUnmap(mm, {|KMM0001:pte|});" },
        { "is", "if (@ is { IsNull: false } pte) PteUnmap(mm, pte);", "if ({|KMM0004:@|} is { IsNull: false } pte) _ = PtepGet(mm, pte);" },
        { "patterns joined by and", "if (@ is { IsNull: false } and var pte) PteUnmap(mm, pte);", "if ({|KMM0004:@|} is { IsNull: false } and var pte) _ = PtepGet(mm, pte);" },
        { "a relational pattern at both ends", "var pte = PtePtr.Null; if (n is > 3) { pte = @; if (!pte) return; } Note(\"x\"); if (n is not > 3) return; PteUnmap(mm, pte);", "var pte = PtePtr.Null; if (n is > 3) { pte = {|KMM0004:@|}; if (!pte) return; } Note(\"x\"); if (n is > 4) PteUnmap(mm, {|KMM0005:pte|});" },
        { "equality", "var pte = @; if (pte == PtePtr.Null) return; PteUnmap(mm, pte);", "var pte = {|KMM0004:@|}; if (pte != PtePtr.Null) return; PteUnmap(mm, {|KMM0005:pte|});" },
        { "equality by its method", "var pte = @; if (pte.Equals(PtePtr.Null)) return; PteUnmap(mm, pte);", "var pte = {|KMM0004:@|}; if (!pte.Equals(default)) return; PteUnmap(mm, {|KMM0005:pte|});" },
        { "deconstruction", "var (pte, more) = (@, n); if (pte) PteUnmap(mm, pte); n = more;", "var (pte, more) = (@, n); PteUnmap(mm, {|KMM0001:pte|}); n = more;" },
        { "swap", "var a = @; if (!a) return; var b = PtePtr.Null; (a, b) = (b, a); PteUnmap(mm, b);", "var a = @; if (!a) return; var b = PtePtr.Null; (a, b) = (b, a); PteUnmap(mm, {|KMM0005:a|}); PteUnmap(mm, b);" },
        { "not", "var pte = @; if (!!pte.IsNull) return; PteUnmap(mm, pte);", "var pte = {|KMM0004:@|}; if (!pte.IsNull) return; PteUnmap(mm, {|KMM0005:pte|});" },
        { "true operator", "var pte = @; if (pte) { PteUnmap(mm, pte); }", "var pte = {|KMM0004:@|}; if (pte) { return; }" },
        { "a boolean carries the test", "var pte = @; bool ok = !pte.IsNull; Note(\"x\"); if (!ok) return; PteUnmap(mm, pte);", "var pte = {|KMM0004:@|}; bool ok = !pte.IsNull; Note(\"x\"); if (ok) return; Note(\"y\");" },
        { "a boolean of a boolean", "var pte = @; bool ok = !pte.IsNull; bool bad = !ok; if (bad) return; PteUnmap(mm, pte);", "var pte = @; bool ok = !pte.IsNull; bool bad = !ok; if (!bad) { PteUnmap(mm, pte); return; } PteUnmap(mm, {|KMM0005:pte|});" },
        { "the same condition at both ends", "var pte = PtePtr.Null; if (n > 3) { pte = @; if (!pte) return; } Note(\"x\"); if (n > 3) PteUnmap(mm, pte);", "var pte = PtePtr.Null; if (n > 3) { pte = {|KMM0004:@|}; if (!pte) return; } Note(\"x\"); if (n > 4) PteUnmap(mm, {|KMM0005:pte|});" },
        { "early return", "var pte = @; if (!pte) return; if (flag) { PteUnmap(mm, pte); return; } PteUnmap(mm, pte);", "var pte = {|KMM0004:@|}; if (!pte) return; if (flag) { return; } PteUnmap(mm, pte);" },
        { "early throw", "var pte = @; if (!pte) throw new InvalidOperationException(); PteUnmap(mm, pte);", "var pte = {|KMM0004:@|}; if (!pte) return; if (flag) throw new InvalidOperationException(); PteUnmap(mm, pte);" },
        { "catch", "var pte = @; if (!pte) return; try { Note(\"x\"); } catch { PteUnmap(mm, pte); throw; } PteUnmap(mm, pte);", "var pte = {|KMM0004:@|}; if (!pte) return; try { Note(\"x\"); } catch { Note(\"y\"); throw; } PteUnmap(mm, pte);" },
        { "catch with a filter", "var pte = @; if (!pte) return; try { Note(\"x\"); } catch (Exception) when (flag) { PteUnmap(mm, pte); return; } PteUnmap(mm, pte);", "var pte = {|KMM0004:@|}; if (!pte) return; try { Note(\"x\"); } catch (Exception) when (flag) { return; } PteUnmap(mm, pte);" },
        { "finally", "var pte = @; try { if (!pte) return; Note(\"x\"); } finally { if (pte) PteUnmap(mm, pte); }", "var pte = @; if (!pte) return; try { if (flag) return; Note(\"x\"); } finally { PteUnmap(mm, pte); } _ = PtepGet(mm, {|KMM0008:pte|});" },
        { "using", "var lock_ = new Scope(mm); using (lock_) { var pte = @; if (pte) PteUnmap(mm, pte); }", "using (new Scope(mm)) { var pte = {|KMM0004:@|}; if (pte) return; }" },
        { "pointer arithmetic", "var pte = @; if (!pte) return; _ = PtepGet(mm, pte + 3); PteUnmap(mm, pte);", "var pte = @; if (!pte) return; PteUnmap(mm, pte); _ = PtepGet(mm, {|KMM0008:pte + 3|});" },
        { "increment", "var start = @; if (!start) return; for (var pte = start; flag; pte++) _ = PtepGet(mm, pte); PteUnmap(mm, start);", "var pte = @; {|KMM0001:pte|}++; PteUnmap(mm, pte);" },
        { "compound assignment", "var pte = @; if (!pte) return; pte += 1; pte -= 1; PteUnmap(mm, pte);", "var pte = @; {|KMM0001:pte|} += 1; PteUnmap(mm, pte);" },
        { "copies", "var a = @; var b = a; if (!b) return; PteUnmap(mm, a);", "var a = @; var b = a; if (!b) return; PteUnmap(mm, a); _ = PtepGet(mm, {|KMM0008:b|});" },
        { "struct fields of locals", "var vmf = new VmFault { Mm = mm }; vmf.Pte = @; if (!vmf.Pte) return; PteUnmap(mm, vmf.Pte);", "var vmf = new VmFault { Mm = mm }; vmf.Pte = @; PteUnmap(mm, {|KMM0001:vmf.Pte|});" },
        { "struct fields of parameters", "fault.Pte = @; if (!fault.Pte) return; PteUnmap(mm, fault.Pte);", "fault.Pte = @; if (!fault.Pte) return; PteUnmap(mm, fault.Pte); _ = PtepGet(mm, {|KMM0008:fault.Pte|});" },
        { "out", "if (!TryMap(mm, pmd, addr, out var pte)) return; PteUnmap(mm, pte);", "if (!{|KMM0004:TryMap(mm, pmd, addr, out var pte)|}) return; _ = PtepGet(mm, pte);" },
        { "ref", "var pte = @; if (!pte) return; ref var same = ref pte; PteUnmap(mm, same);", "var pte = {|KMM0002:@|}; ref var n2 = ref n; n2++;" },
        { "local functions", "void Inner() { var pte = @; if (pte) PteUnmap(mm, pte); } Inner();", "void Inner() { var pte = @; PteUnmap(mm, {|KMM0001:pte|}); } Inner();" },
        { "lambdas", "Action inner = () => { var pte = @; if (pte) PteUnmap(mm, pte); }; inner();", "Action inner = () => { var pte = {|KMM0004:@|}; if (pte) Note(\"x\"); }; inner();" },
        { "does not return", "var pte = @; if (!pte) Fail(); PteUnmap(mm, pte);", "var pte = @; if (flag) Fail(); PteUnmap(mm, {|KMM0001:pte|});" },
        { "handed to who consumes", "var pte = @; if (pte) Swap(pte, mm);", "var pte = @; if (!pte) return; Swap(pte, mm); Swap({|KMM0005:pte|}, mm);" },
        { "named arguments out of order", "var pte = @; if (pte) Swap(mm: mm, pte: pte);", "var pte = @; Swap(mm: mm, pte: {|KMM0001:pte|});" },
        { "Debug.Assert is no test", "var pte = @; Debug.Assert(flag); if (pte) PteUnmap(mm, pte);", "var pte = @; Debug.Assert(!pte.IsNull); PteUnmap(mm, {|KMM0001:pte|});" },
    };

    [Theory]
    [MemberData(nameof(Constructs))]
    public Task Is_followed_where_it_is_right(string construct, string right, string wrong)
    {
        Assert.NotEqual(right, wrong);
        return Check(construct, right);
    }

    [Theory]
    [MemberData(nameof(Constructs))]
    public Task Is_followed_to_the_mistake(string construct, string right, string wrong)
    {
        Assert.Contains("{|KMM", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("{|KMM", right, StringComparison.Ordinal);
        return Check(construct, wrong);
    }

    [Fact]
    public void A_loop_in_a_loop_in_a_loop_comes_to_a_fix_point()
    {
        var source = "var pte = PteOffsetMap(mm, pmd, addr); if (!pte) return; var p = pte;\n";
        for (var i = 0; i < 12; i++)
        {
            source += $"while (flag) {{ p++; n += {i}; if (n == {i}) continue; if (n == {i + 1}) break;\n";
        }

        source += "_ = PtepGet(mm, p);" + new string('}', 12) + "PteUnmap(mm, pte);";
        Assert.Empty(EngineProbe.Analyze(Verify.Method(source, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, bool flag, int n")));
    }

    private static Task Check(string construct, string body)
    {
        Assert.NotEmpty(construct);
        return Verify.Diagnostics($$"""
            internal sealed class Scope(Mm mm) : IDisposable
            {
                public void Dispose() => Note(mm.ToString()!);
            }

            internal static class C
            {
                internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr, bool flag, int n, List<VirtualAddress> all, ref VmFault fault)
                {
                    {{body.Replace("@", Map, StringComparison.Ordinal)}}
                    {{Helpers}}
                }
            }
            """);
    }
}
