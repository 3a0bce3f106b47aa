namespace KernelMm.Analyzers.Tests;

/// <summary>Loops, locks and retries as the kernel writes them: nothing here may be accused of anything.</summary>
public sealed class HarmlessLoopTests
{
    private const string Locked = "var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl); if (!pte) return; ";
    private const string Named = "var pte = PteOffsetMapRwNoLock(mm, pmd, addr, out var pmdval, out var ptl); if (!pte) return; ";

    [Theory]
    [InlineData(Locked + "for (; addr != end; pte++, addr += PageSize) { SetPte(mm, pte, default); } PteUnmapUnlock(mm, pte - 1, ptl);")]
    [InlineData(Locked + "for (; addr < end; pte++, addr += PageSize) { if (PtepGet(mm, pte).IsNone) continue; SetPte(mm, pte, default); } PteUnmapUnlock(mm, pte - 1, ptl);")]
    [InlineData(Locked + "if (PtepGet(mm, pte).IsNone) Note(\"hole\"); for (; addr != end; pte++, addr += PageSize) _ = PtepGet(mm, pte); PteUnmapUnlock(mm, pte - 1, ptl);")]
    [InlineData(Locked + "do { if (PtepGet(mm, pte).IsNone) continue; SetPte(mm, pte, default); } while (pte++ is var _ && (addr += PageSize) != end); PteUnmapUnlock(mm, pte - 1, ptl);")]
    [InlineData(Locked + "var start = pte; do { if (PtepGet(mm, pte).IsNone) break; pte++; } while ((addr += PageSize) != end); PteUnmapUnlock(mm, start, ptl);")]
    [InlineData(Locked + "var i = 0; while (i < 4 && PtepGet(mm, pte + i).IsNone) i++; PteUnmapUnlock(mm, pte, ptl);")]
    [InlineData(Locked + "while (PtepGet(mm, pte).IsNone) pte++; PteUnmapUnlock(mm, pte, ptl);")]
    [InlineData(Locked + "for (var i = 0; i < 4; i++) { SetPte(mm, pte + i, default); } mm.SpinUnlock(ptl); PteUnmap(mm, pte);")]
    [InlineData(Locked + "for (var i = 0; i < 4; i++) { mm.SpinUnlock(ptl); mm.SpinLock(ptl); SetPte(mm, pte, default); } PteUnmapUnlock(mm, pte, ptl);")]
    [InlineData(Named + "for (;;) { mm.SpinLock(ptl); if (PmdSame(pmdval, PmdpGetLockless(mm, pmd))) { SetPte(mm, pte, default); mm.SpinUnlock(ptl); break; } mm.SpinUnlock(ptl); break; } PteUnmap(mm, pte);")]
    [InlineData(Named + "mm.SpinLock(ptl); if (!PmdSame(pmdval, PmdpGetLockless(mm, pmd))) goto leave; for (; addr != end; pte++, addr += PageSize) SetPte(mm, pte, default); pte -= 1; leave: mm.SpinUnlock(ptl); PteUnmap(mm, pte);")]
    [InlineData(Named + "if (!mm.SpinTrylock(ptl)) { PteUnmap(mm, pte); mm.CondResched(); return; } if (PmdSame(pmdval, PmdpGetLockless(mm, pmd))) SetPte(mm, pte, default); PteUnmapUnlock(mm, pte, ptl);")]
    [InlineData(Named + "mm.SpinLock(ptl); bool gone = !PmdSame(pmdval, PmdpGetLockless(mm, pmd)); if (gone) Note(\"gone\"); else SetPte(mm, pte, default); PteUnmapUnlock(mm, pte, ptl);")]
    [InlineData("again: if (PteAlloc(mm, pmd)) return; var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl); if (!pte) { mm.CondResched(); goto again; } PteUnmapUnlock(mm, pte, ptl);")]
    [InlineData("for (; addr < end; addr += PageSize) { var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl); if (!pte) continue; SetPte(mm, pte, default); PteUnmapUnlock(mm, pte, ptl); mm.CondResched(); }")]
    [InlineData("var dst = PteAllocMapLock(mm, pmd, addr, out var dstPtl); if (!dst) return; var src = PteOffsetMapNoLock(mm, pmd, addr, out var srcPtl); if (!src) { PteUnmapUnlock(mm, dst, dstPtl); return; } mm.SpinLockNested(srcPtl); SetPte(mm, dst, PtepGet(mm, src)); PteUnmapUnlock(mm, src, srcPtl); PteUnmapUnlock(mm, dst, dstPtl);")]
    [InlineData("var dst = PteAllocMapLock(mm, pmd, addr, out var dstPtl); if (!dst) return; var src = PteOffsetMapNoLock(mm, pmd, addr, out var srcPtl); if (!src) { PteUnmapUnlock(mm, dst, dstPtl); return; } mm.SpinLockNested(srcPtl); mm.SpinUnlock(srcPtl); mm.SpinUnlock(dstPtl); PteUnmap(mm, src); PteUnmap(mm, dst);")]
    [InlineData("mm.LocalIrqDisable(); mm.RcuReadLock(); var pte = PteOffsetMap(mm, pmd, addr); if (pte) PteUnmap(mm, pte); mm.RcuReadUnlock(); mm.LocalIrqEnable(); mm.CondResched();")]
    [InlineData("mm.PmdLock(); var ptl = PteLockptr(mm, pmd); mm.SpinLockNested(ptl); var pte = PteOffsetMap(mm, pmd, addr); if (pte) PteUnmap(mm, pte); mm.SpinUnlock(ptl); mm.PmdUnlock();")]
    public Task As_the_kernel_writes_it(string body) => Verify.Silent(
        Verify.Method(body, parameters: "Mm mm, PmdPtr pmd, VirtualAddress addr, VirtualAddress end"));

    [Fact]
    public Task A_fault_that_maps_peeks_locks_compares_and_writes() => Verify.Silent("""
        internal static class C
        {
            internal static FaultResult HandlePteFault(ref VmFault vmf)
            {
                vmf.Pte = PteOffsetMapRwNoLock(vmf.Mm, vmf.Pmd, vmf.Address, out var pmdval, out vmf.Ptl);
                if (!vmf.Pte) return FaultResult.None;
                vmf.OrigPte = PtepGet(vmf.Mm, vmf.Pte);
                vmf.Mm.SpinLock(vmf.Ptl);
                if (!PteSame(PtepGet(vmf.Mm, vmf.Pte), vmf.OrigPte)) goto unlock;
                SetPte(vmf.Mm, vmf.Pte, vmf.OrigPte);
            unlock:
                PteUnmapUnlock(vmf.Mm, vmf.Pte, vmf.Ptl);
                return FaultResult.None;
            }
        }
        """);

    [Fact]
    public Task A_move_under_the_address_spaces_lock_for_writing() => Verify.Silent("""
        internal static class C
        {
            [NeedsHeld(HeldResource.MmapWriteLock)]
            internal static int MovePtes(Mm mm, PmdPtr oldPmd, PmdPtr newPmd, VirtualAddress addr, VirtualAddress end)
            {
                var oldPte = PteOffsetMapLock(mm, oldPmd, addr, out var oldPtl);
                if (!oldPte) return Errno.Again;
                var newPte = PteOffsetMapNoLock(mm, newPmd, addr, out var newPtl);
                if (!newPte)
                {
                    PteUnmapUnlock(mm, oldPte, oldPtl);
                    return Errno.Again;
                }

                if (newPtl != oldPtl) mm.SpinLockNested(newPtl);
                for (; addr < end; addr += PageSize, oldPte++, newPte++)
                {
                    if (PtepGet(mm, oldPte).IsNone) continue;
                    SetPte(mm, newPte, PtepGetAndClear(mm, oldPte));
                }

                if (newPtl != oldPtl) mm.SpinUnlock(newPtl);
                PteUnmap(mm, newPte - 1);
                PteUnmapUnlock(mm, oldPte - 1, oldPtl);
                return 0;
            }
        }
        """);
}
