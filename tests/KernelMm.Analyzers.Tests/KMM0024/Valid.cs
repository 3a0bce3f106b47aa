namespace KernelMm.Analyzers.Tests.KMM0024;

public sealed class Valid
{
    [Fact]
    public Task The_caller_is_trusted_where_nothing_is_said() => Verify.Silent(Verify.Method("""
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte) PteUnmap(mm, pte);
        """));

    [Theory]
    [InlineData("mm.MmapReadLock();", "mm.MmapReadUnlock();")]
    [InlineData("mm.LocalIrqDisable(); mm.RcuReadLock();", "mm.RcuReadUnlock(); mm.LocalIrqEnable();")]
    [InlineData("mm.MmapReadLock(); mm.MmapReadUnlock(); mm.MmapReadLock();", "mm.MmapReadUnlock();")]
    [InlineData("mm.MmapReadLock(); mm.LocalIrqDisable(); mm.MmapReadUnlock();", "mm.LocalIrqEnable();")]
    public Task While_something_that_protects_is_held(string before, string after) => Verify.Silent(Verify.Method($"""
        {before}
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte) PteUnmap(mm, pte);
        {after}
        """));

    [Theory]
    [InlineData("HeldResource.MmapLock")]
    [InlineData("HeldResource.MmapWriteLock")]
    [InlineData("HeldResource.VmaLock")]
    [InlineData("HeldResource.RmapLock")]
    [InlineData("HeldResource.InterruptsOff")]
    public Task The_callers_hold_it(string resource) => Verify.Silent($$"""
        internal static class C
        {
            [NeedsHeld({{resource}})]
            internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                mm.RcuReadLock();
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte) PteUnmap(mm, pte);
                mm.RcuReadUnlock();
            }
        }
        """);

    [Fact]
    public Task A_walker_holds_it_for_its_callbacks() => Verify.Silent("""
        [ProtectsSlot]
        internal interface IWalk
        {
            void Visit(Mm mm, PmdPtr pmd, VirtualAddress addr);
        }

        internal sealed class Walk : IWalk
        {
            public void Visit(Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                mm.RcuReadLock();
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte) PteUnmap(mm, pte);
                mm.RcuReadUnlock();
            }
        }
        """);

    [Fact]
    public Task The_caller_vouches_for_the_slot() => Verify.Silent(Verify.Method("""
        mm.RcuReadLock();
        var pte = PteOffsetMap(mm, pmd, addr);
        if (pte) PteUnmap(mm, pte);
        mm.RcuReadUnlock();
        """, parameters: "Mm mm, [ProtectsSlot] PmdPtr pmd, VirtualAddress addr"));

    [Fact]
    public Task A_copy_on_the_stack_needs_no_protection() => Verify.Silent("""
        internal static class C
        {
            internal static unsafe void M(Mm mm, Pmd entry, VirtualAddress addr)
            {
                mm.RcuReadLock();
                var copy = new PmdPtr((nint)(&entry));
                var pte = PteOffsetMap(mm, copy, addr);
                if (pte) PteUnmap(mm, pte);
                mm.RcuReadUnlock();
            }
        }
        """);

    [Fact]
    public Task A_lock_of_ones_own_that_says_that_it_protects() => Verify.Silent("""
        internal sealed class Space
        {
            [Acquires("space"), ProtectsSlot]
            internal void Lock() { }

            [Releases("space")]
            internal void Unlock() { }

            internal static void M(Space space, Mm mm, PmdPtr pmd, VirtualAddress addr)
            {
                space.Lock();
                mm.RcuReadLock();
                var pte = PteOffsetMap(mm, pmd, addr);
                if (pte) PteUnmap(mm, pte);
                mm.RcuReadUnlock();
                space.Unlock();
            }
        }
        """);
}
