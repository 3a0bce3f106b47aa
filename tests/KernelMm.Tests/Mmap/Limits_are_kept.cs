using KernelMm.Faults;
using KernelMm.Mmap;

namespace KernelMm.Tests.Mmap;

/// <summary>What an address space may have, to the last mapping and page.</summary>
public sealed class Limits_are_kept
{
    private const MapFlags Private = MapFlags.Private | MapFlags.Anonymous;

    [Theory]
    [InlineData(MmChanges.None, Errno.Fault)]
    [InlineData(MmChanges.MremapChecksArgumentsFirst, Errno.Nomem)]
    public void A_move_leaves_room_for_four_splits_and_newer_kernels_look_for_that_before_they_look_for_the_mapping(
        MmChanges changes, Errno ofNothing)
    {
        // Five mappings: with two more, three below ten are reached.
        using Userland user = new(new MmLimits { MaxMapCount = 10, Since612 = changes });
        for (ulong page = 0; page < 10; page += 2)
        {
            user.Map(page, 1);
        }

        Assert.Equal((AddressOrErrno)Errno.Nomem, Moved(user, 0));
        Assert.Equal((AddressOrErrno)ofNothing, Moved(user, 1));
        Assert.Equal(Errno.None, user.Mm.Munmap(Userland.Page(8), Userland.Pages(1)));
        Assert.Equal(Userland.Page(40), Moved(user, 0));
        Assert.Equal((AddressOrErrno)Errno.Fault, Moved(user, 1));
    }

    [Fact]
    public void There_may_be_one_mapping_more_than_the_limit_and_none_beyond_that()
    {
        using Userland user = new(new MmLimits { MaxMapCount = 3 });
        for (ulong page = 0; page < 8; page += 2)
        {
            user.Map(page, 1);
        }

        Assert.Equal((AddressOrErrno)Errno.Nomem, user.Mm.Mmap(Userland.Page(20), Userland.Pages(1), Prot.Read, Private));
        Assert.Equal(Errno.None, user.Mm.Munmap(Userland.Page(0), Userland.Pages(1)));
        Assert.Equal(Userland.Page(20), user.Mm.Mmap(Userland.Page(20), Userland.Pages(1), Prot.Read, Private));
    }

    [Fact]
    public void No_more_is_mapped_than_the_address_space_may_have()
    {
        using Userland user = new(new MmLimits { AddressSpace = Userland.Pages(6), StartBrk = Userland.Page(1000) });
        user.Map(0, 4);
        Assert.Equal((AddressOrErrno)Errno.Nomem, user.Mm.Mmap(default, Userland.Pages(3), Prot.Read, Private));
        Assert.Equal((AddressOrErrno)Errno.Nomem, user.Mm.Mremap(Userland.Page(0), Userland.Pages(4), Userland.Pages(7), MremapFlags.MayMove));
        VirtualAddress heap = user.Mm.Brk(default);
        Assert.Equal(heap, user.Mm.Brk(heap + Userland.Pages(3)));
        Assert.Equal(heap + Userland.Pages(2), user.Mm.Brk(heap + Userland.Pages(2)));

        // What takes another's place needs no more than that had.
        user.Map(1, 3);
        Assert.Equal((AddressOrErrno)Errno.Nomem, user.Mm.Mmap(default, Userland.Pages(1), Prot.Read, Private));
    }

    [Fact]
    public void Only_private_memory_that_may_be_written_counts_as_data()
    {
        using Userland user = new(new MmLimits { Data = Userland.Pages(3), StartBrk = Userland.Page(1000) });
        user.Map(0, 2);
        user.Map(10, 8, Prot.Read);
        user.Map(20, 8, flags: MapFlags.Shared);
        Assert.Equal((AddressOrErrno)Errno.Nomem, user.Mm.Mmap(default, Userland.Pages(2), Prot.Read | Prot.Write, Private));
        Assert.Equal(Errno.Nomem, user.Mm.Mprotect(Userland.Page(10), Userland.Pages(2), Prot.Read | Prot.Write));
        Assert.Equal(Errno.None, user.Mm.Mprotect(Userland.Page(10), Userland.Pages(1), Prot.Read | Prot.Write));
        VirtualAddress heap = user.Mm.Brk(default);
        Assert.Equal(heap, user.Mm.Brk(heap + Userland.Pages(4)));
    }

    [Fact]
    public void A_stack_grows_to_its_limit_and_not_beyond()
    {
        using Userland user = new(new MmLimits { Stack = Userland.Pages(4) });
        user.Map(600, 1, flags: MapFlags.Private | MapFlags.GrowsDown);
        user.Store(597, 1);
        Assert.False(user.Cpu.Store(Userland.Page(596), 1));
        Assert.Equal(SignalInfo.BadArea, user.Cpu.LastSignalInfo);
    }

    [Theory]
    [InlineData(Prot.Read, MapFlags.Private, 7UL, true)]
    [InlineData(Prot.Read, MapFlags.Private, 8UL, false)]
    [InlineData(Prot.None, MapFlags.Private, 8UL, true)]
    [InlineData(Prot.Read, MapFlags.Private | MapFlags.GrowsDown, 8UL, true)]
    public void A_stack_stays_a_gap_away_from_what_can_be_used_and_is_no_stack(Prot prot, MapFlags flags, ulong below, bool grows)
    {
        using Userland user = new(new MmLimits { StackGuardGap = new FrameCount(10) });
        user.Map(20, 1, flags: MapFlags.Private | MapFlags.GrowsDown);
        user.Map(below, 1, prot, flags);
        Assert.Equal(grows, user.Cpu.Store(Userland.Page(18), 1));
    }

    private static AddressOrErrno Moved(Userland user, ulong page) => user.Mm.Mremap(
        Userland.Page(page), Userland.Pages(1), Userland.Pages(1), MremapFlags.MayMove | MremapFlags.Fixed, Userland.Page(40));
}
