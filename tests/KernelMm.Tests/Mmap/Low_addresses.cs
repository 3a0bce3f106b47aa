using KernelMm.Faults;
using KernelMm.Mmap;

namespace KernelMm.Tests.Mmap;

/// <summary>A few pages that may be mapped where they are asked for, below the lowest that is chosen.</summary>
public sealed class Low_addresses : IDisposable
{
    private static readonly VirtualAddress Lowest = new(2UL << PageShift);
    private static readonly VirtualAddress Chosen = new(9UL << PageShift);

    private readonly Userland _user = new(new MmLimits { MmapMinAddr = Lowest, LsmMmapMinAddr = Chosen });

    public void Dispose() => _user.Dispose();

    [Fact]
    public void Are_mapped_where_they_are_asked_for()
    {
        Assert.Equal(Lowest, Mapped(Lowest, MapFlags.Fixed));
        Assert.Equal((AddressOrErrno)Errno.Perm, Mapped(Lowest - Userland.Pages(1), MapFlags.Fixed));
    }

    [Fact]
    public void Are_not_chosen_for_a_hint() => Assert.Equal(Chosen, Mapped(Lowest, 0));

    [Fact]
    public void Are_not_grown_into()
    {
        Assert.Equal(Chosen + Userland.Pages(1), Mapped(Chosen + Userland.Pages(1), MapFlags.Fixed | MapFlags.GrowsDown));
        Assert.True(_user.Cpu.Store(Chosen, 1));
        Assert.False(_user.Cpu.Store(Chosen - Userland.Pages(1), 1));
        Assert.Equal(SignalInfo.BadArea, _user.Cpu.LastSignalInfo);
    }

    [Fact]
    public void Are_below_the_higher_of_both_limits()
    {
        using Userland other = new(new MmLimits { MmapMinAddr = Chosen, LsmMmapMinAddr = Lowest });
        Assert.Equal(Chosen, other.Mm.Mmap(Lowest, Userland.Pages(1), Prot.Read, MapFlags.Private | MapFlags.Anonymous));
    }

    private AddressOrErrno Mapped(VirtualAddress address, MapFlags flags) =>
        _user.Mm.Mmap(address, Userland.Pages(1), Prot.Read | Prot.Write, MapFlags.Private | MapFlags.Anonymous | flags);
}
