namespace KernelMm.Analyzers.Tests;

/// <summary>Harmless variants of the well-formed shapes: nothing here may be accused of anything.</summary>
public sealed class HarmlessTests
{
    [Theory]
    [InlineData("if (PteOffsetMap(mm, pmd, addr) is { IsNull: false } pte) PteUnmap(mm, pte);")]
    [InlineData("for (var pte = PteOffsetMap(mm, pmd, addr); pte; pte = PteOffsetMap(mm, pmd, addr)) PteUnmap(mm, pte);")]
    [InlineData("PtePtr pte; while (pte = PteOffsetMap(mm, pmd, addr)) { PteUnmap(mm, pte); }")]
    [InlineData("PtePtr pte; do { if (PmdpGetLockless(mm, pmd).IsNone || PmdTransHugeLock(mm, pmd) is not null) return; pte = PteOffsetMap(mm, pmd, addr); } while (!pte); PteUnmap(mm, pte);")]
    [InlineData("var pte = PteOffsetMap(mm, pmd, addr); if (pte == PtePtr.Null) { Note(\"null\"); } else { PteUnmap(mm, pte); }")]
    [InlineData("var a = PteOffsetMap(mm, pmd, addr); var b = a; if (!b) return; PteUnmap(mm, a);")]
    [InlineData("PtePtr a, b; a = b = PteOffsetMap(mm, pmd, addr); if (!a) return; b += 3; _ = PtepGet(mm, b); PteUnmap(mm, a);")]
    [InlineData("var pte = PteOffsetMap(mm, pmd, addr); if (!pte) return; _ = PtepGet(mm, 1 > 0 ? pte : pte + 1); PteUnmap(mm, pte);")]
    [InlineData("var pte = addr.Value > 3 ? PteOffsetMap(mm, pmd, addr) : PtePtr.Null; if (pte) PteUnmap(mm, pte);")]
    [InlineData("var pte = addr.Value switch { 1 => PteOffsetMap(mm, pmd, addr), 2 => default, _ => PtePtr.Null }; if (pte) PteUnmap(mm, pte);")]
    [InlineData("bool a = addr.Value > 3; var pte = PtePtr.Null; if (a) pte = PteOffsetMap(mm, pmd, addr); if (a && !pte) return; if (a) PteUnmap(mm, pte);")]
    [InlineData("bool? got = null; var pte = PteOffsetMap(mm, pmd, addr); if (!pte) return; got = true; PteUnmap(mm, pte); Note(got.ToString()!);")]
    [InlineData("string? why = null; var pte = PteOffsetMap(mm, pmd, addr); if (!pte) why = \"gone\"; if (why != null) return; PteUnmap(mm, pte);")]
    [InlineData("int err = 0; var pte = PteOffsetMap(mm, pmd, addr); if (!pte) err = -11; if (err != 0) return; PteUnmap(mm, pte);")]
    [InlineData("int err = 0; var pte = PteOffsetMap(mm, pmd, addr); if (!pte) err = -11; if (err == 0) { PteUnmap(mm, pte); }")]
    [InlineData("var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl); if (!pte) return; lock (mm) { Note(\"x\"); } PteUnmapUnlock(mm, pte, ptl);")]
    [InlineData("var pte = PteOffsetMapLock(mm, pmd, addr, out SpinlockPtr ptl); var again = ptl; if (pte) PteUnmapUnlock(mm, pte, again);")]
    [InlineData("SpinlockPtr ptl; var pte = PteOffsetMapLock(mm, pmd, addr, out ptl); if (!pte) return; mm.SpinUnlock(ptl); mm.SpinLock(ptl); PteUnmapUnlock(mm, pte, ptl);")]
    [InlineData("var pte = PteOffsetMap(mm, pmd, addr); try { if (pte) _ = PtepGet(mm, pte); } finally { if (pte) PteUnmap(mm, pte); }")]
    [InlineData("var pte = PtePtr.Null; try { pte = PteOffsetMap(mm, pmd, addr); if (!pte) return; Note(\"x\"); } finally { if (pte) PteUnmap(mm, pte); }")]
    [InlineData("var pte = PteOffsetMap(mm, pmd, addr); if (!pte) return; try { Note(\"x\"); } catch (Exception e) when (e is not null) { Note(\"y\"); } PteUnmap(mm, pte);")]
    [InlineData("for (;;) { var pte = PteOffsetMap(mm, pmd, addr); if (!pte) break; if (PtepGet(mm, pte).IsNone) { PteUnmap(mm, pte); break; } PteUnmap(mm, pte); }")]
    [InlineData("foreach (var i in new[] { 1, 2 }) { var pte = PteOffsetMap(mm, pmd, addr); if (!pte) continue; PteUnmap(mm, pte); if (i == 2) break; }")]
    [InlineData("var pte = PteOffsetMap(mm, pmd, addr); if (!pte) return; switch (PtepGet(mm, pte)) { case { IsNone: true }: break; case { IsSwap: true }: Note(\"s\"); break; default: Note(\"d\"); break; } PteUnmap(mm, pte);")]
    [InlineData("var pte = PteOffsetMap(mm, pmd, addr); if (!pte || PtepGet(mm, pte).IsNone) goto leave; Note(\"x\"); leave: if (pte) PteUnmap(mm, pte);")]
    [InlineData("var pte = PteOffsetMap(mm, pmd, addr); if (!pte) return; Span<int> s = stackalloc int[4]; s[0] = (int)PtepGet(mm, pte + s[1]).Value; PteUnmap(mm, pte);")]
    [InlineData("var pte = PteOffsetMap(mm, pmd, addr); if (!pte) return; Func<int> f = () => 3; Note($\"{f()} {PtepGet(mm, pte)}\"); PteUnmap(mm, pte);")]
    [InlineData("var pte = PteOffsetMap(mm, pmd, addr); bool ok = pte ? true : false; Debug.Assert(ok); if (ok) PteUnmap(mm, pte);")]
    [InlineData("(var n, var pte) = (3, PtePtr.Null); pte = PteOffsetMap(mm, pmd, addr); if (pte) PteUnmap(mm, pte); Note(n.ToString());")]
    public Task In_a_method_that_returns_nothing(string body) => Verify.Silent($$"""
        internal static class C
        {
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                {{body}}
            }
        }
        """.Replace("while (pte = PteOffsetMap(mm, pmd, addr))", "while (!(pte = PteOffsetMap(mm, pmd, addr)).IsNull)", StringComparison.Ordinal));

    [Fact]
    public Task The_locked_map_itself_as_a_core_writes_it_on_top_of_the_unlocked_one() => Verify.Silent("""
        internal static class Core
        {
            [return: MayFail, ReturnsMapped]
            internal static PtePtr MapLock(Mm mm, PmdPtr pmd, VirtualAddress addr, [MappingLock(Held = true)] out SpinlockPtr ptlp)
            {
                while (true)
                {
                    var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl);
                    if (!pte)
                    {
                        ptlp = SpinlockPtr.Null;
                        return PtePtr.Null;
                    }

                    mm.SpinLock(ptl);
                    if (PmdSame(pmdval, PmdpGetLockless(mm, pmd)))
                    {
                        ptlp = ptl;
                        return pte;
                    }

                    PteUnmapUnlock(mm, pte, ptl);
                }
            }

            internal static void UnmapUnlock(Mm mm, [Consumes] PtePtr pte, [Unlocks] SpinlockPtr ptl)
            {
                mm.SpinUnlock(ptl);
                PteUnmap(mm, pte);
            }

            [MaySleep]
            [return: MayFail, ReturnsMapped]
            internal static PtePtr AllocMapLock(Mm mm, PmdPtr pmd, VirtualAddress addr, [MappingLock(Held = true)] out SpinlockPtr ptl)
            {
                ptl = default;
                return PteAlloc(mm, pmd) ? PtePtr.Null : PteOffsetMapLock(mm, pmd, addr, out ptl);
            }
        }
        """);

    [Fact]
    public Task A_generic_page_walk_callback() => Verify.Silent("""
        internal interface IWalkOps<TSelf> where TSelf : struct
        {
            [RetriesWhenNull]
            static abstract int PmdEntry(ref TSelf self, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress next, ref MmWalk walk);
        }

        internal struct Counting : IWalkOps<Counting>
        {
            public Mm Mm;
            public int Present;

            public static int PmdEntry(ref Counting self, PmdPtr pmd, Pmd entry, VirtualAddress addr, VirtualAddress next, ref MmWalk walk)
            {
                if (entry.IsTransHuge)
                {
                    return 0;
                }

                var start = PteOffsetMapLock(self.Mm, pmd, addr, out var ptl);
                if (!start)
                {
                    walk.Action = PageWalkAction.Again;
                    return 0;
                }

                for (var pte = start; addr != next; pte++, addr += PageSize)
                {
                    self.Present += PtepGet(self.Mm, pte).IsPresent ? 1 : 0;
                }

                PteUnmapUnlock(self.Mm, start, ptl);
                return 0;
            }
        }
        """);

    [Fact]
    public Task An_iterator_and_an_async_method_that_release_before_they_give_way() => Verify.Silent("""
        internal static class C
        {
            internal static IEnumerable<Pte> All(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                for (var i = 0; i < 4; i++)
                {
                    var pte = PteOffsetMap(mm, pmd, addr);
                    if (!pte) yield break;
                    var entry = PtepGet(mm, pte + i);
                    PteUnmap(mm, pte);
                    yield return entry;
                }
            }

            internal static async System.Threading.Tasks.Task<int> M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                var pte = PteOffsetMap(mm, pmd, addr);
                if (!pte) return 0;
                PteUnmap(mm, pte);
                await System.Threading.Tasks.Task.Yield();
                return 1;
            }
        }
        """);

    [Fact]
    public Task A_fault_that_hands_its_mapping_to_whoever_comes_next() => Verify.Silent("""
        internal static class C
        {
            internal static FaultResult Fault(ref VmFault vmf)
            {
                var pte = PteOffsetMapLock(vmf.Mm, vmf.Pmd, vmf.Address, out var ptl);
                if (!pte)
                {
                    return FaultResult.NoPage;
                }

                vmf.Pte = pte;
                vmf.Ptl = ptl;
                return Finish(ref vmf);
            }

            private static FaultResult Finish(ref VmFault vmf)
            {
                SetPte(vmf.Mm, vmf.Pte, vmf.OrigPte);
                PteUnmapUnlock(vmf.Mm, vmf.Pte, vmf.Ptl);
                vmf.Pte = PtePtr.Null;
                return FaultResult.None;
            }
        }
        """);

    [Fact]
    public Task Twenty_flags_and_one_mapping_that_depends_on_none_of_them() => Verify.Silent(Verify.Method(
        "var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);\nif (!pte) return;\n"
        + string.Concat(Enumerable.Range(0, 20).Select(i => $"bool f{i} = addr.Value == {i}; if (f{i}) Note(\"{i}\");\n"))
        + string.Concat(Enumerable.Range(0, 20).Select(i => $"if (f{i}) Note(\"again {i}\");\n"))
        + "PteUnmapUnlock(mm, pte, ptl);"));
}
