namespace KernelMm.Analyzers.Tests.KMM0006;

public sealed class Diagnostics
{
    [Fact]
    public Task A_kernel_pte_is_never_unmapped() => Verify.Diagnostics(Verify.Method("""
        var pte = {|#0:PteOffsetKernel(mm, pmd, addr)|};
        _ = PtepGet(mm, pte);
        PteUnmap(mm, [|pte|]);
        """), "KMM0006");

    [Fact]
    public Task Mapped_by_the_kind_of_address_and_unmapped_whatever_it_is() => Verify.Diagnostics(Verify.Method("""
        PtePtr pte;
        if (addr.Value > 1 << 20)
        {
            pte = PteOffsetKernel(mm, pmd, addr);
        }
        else
        {
            pte = PteOffsetMap(mm, pmd, addr);
            if (!pte) return;
        }
        _ = PtepGet(mm, pte);
        PteUnmap(mm, [|pte|]);
        """), "KMM0006");

    [Fact]
    public Task Released_with_the_lock_of_another_mapping() => Verify.Diagnostics(Verify.Method("""
        var dst = PteOffsetMapLock(mm, pmd, addr, out var dstPtl);
        if (!dst) return;
        var src = {|KMM0004:PteOffsetMapNoLock(mm, pmd, addr, out var srcPtl)|};
        if (!src)
        {
            PteUnmapUnlock(mm, dst, dstPtl);
            return;
        }
        mm.SpinLockNested(srcPtl);
        PteUnmapUnlock(mm, src, [|dstPtl|]);
        PteUnmap(mm, dst);
        """), "KMM0006");

    [Fact]
    public Task Unlocked_although_the_lock_was_never_taken() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        _ = PtepGet(mm, pte);
        PteUnmapUnlock(mm, pte, [|ptl|]);
        """), "KMM0006");

    [Fact]
    public Task Unlocked_twice_the_second_time_with_the_unmap() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        mm.SpinUnlock(ptl);
        PteUnmapUnlock(mm, pte, [|ptl|]);
        """), "KMM0006");

    [Fact]
    public Task Unlocked_where_the_trylock_had_failed() => Verify.Diagnostics(Verify.Method("""
        var pte = PteOffsetMapNoLock(mm, pmd, addr, out var ptl);
        if (!pte) return;
        if (!mm.SpinTrylock(ptl))
        {
            PteUnmapUnlock(mm, pte, [|ptl|]);
            return;
        }
        PteUnmapUnlock(mm, pte, ptl);
        """), "KMM0006");

    [Fact]
    public Task A_pointer_to_a_copy_on_the_stack() => Verify.Diagnostics("""
        internal readonly unsafe struct Entry(void* at)
        {
            public void* At { get; } = at;
        }

        internal static unsafe class C
        {
            [return: MayFail, ReturnsMapped]
            internal static Entry Map() => default;

            internal static void Unmap([Consumes] Entry entry) { }

            internal static void M()
            {
                long copy = 7;
                Unmap([|{|#0:new Entry(&copy)|}|]);
            }
        }
        """, "KMM0006");
}
