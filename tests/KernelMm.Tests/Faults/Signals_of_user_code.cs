using KernelMm.Faults;
using KernelMm.Mmap;
using KernelMm.Physical;
using KernelMm.Tests.Mmap;

namespace KernelMm.Tests.Faults;

public sealed class Signals_of_user_code : IDisposable
{
    private readonly Userland _user = new();

    public void Dispose() => _user.Dispose();

    [Fact]
    public void Say_whether_nothing_is_mapped_or_the_access_is_not_allowed()
    {
        _user.Map(0, 1, Prot.Read);
        _user.Map(2, 1, Prot.None);
        Assert.Equal(SignalInfo.BadAreaAccessError, Stored(0));
        Assert.Equal(SignalInfo.BadArea, Stored(1));
        Assert.Equal(SignalInfo.BadAreaAccessError, Stored(2));
        Assert.False(_user.Cpu.Load(Userland.Page(2), out _));
        Assert.Equal(SignalInfo.BadAreaAccessError, _user.Cpu.LastSignalInfo);
        Assert.False(_user.Cpu.Load(Mm.TaskSize, out _));
        Assert.Equal((Signal.Sigsegv, SignalCode.Maperr), (_user.Cpu.LastSignalInfo.Signal, _user.Cpu.LastSignalInfo.Code));
    }

    [Fact]
    public void Say_that_nothing_is_behind_an_address_that_is_mapped()
    {
        _user.Map(0, 1, flags: MapFlags.Shared);
        AddressOrErrno grown = _user.Mm.Mremap(Userland.Page(0), Userland.Pages(1), Userland.Pages(2), MremapFlags.None);
        Assert.Equal(Userland.Page(0), grown);
        Assert.Equal(new SignalInfo(Signal.Sigbus, SignalCode.Adrerr), Stored(1));
        Assert.Equal(default, Stored(0));
    }

    [Theory]
    [InlineData(FaultResult.Hwpoison)]
    [InlineData(FaultResult.HwpoisonLarge)]
    public void Say_that_the_memory_failed(FaultResult result)
    {
        Vma vma = _user.Map(0, 1);
        vma.Ops = new Answers(result);
        Assert.Equal(new SignalInfo(Signal.Sigbus, SignalCode.Mceerr), Stored(0));
        vma.Ops = null;
    }

    [Fact]
    public void Kill_where_no_memory_is_left()
    {
        _user.Map(0, 1);
        _user.Machine.PageAllocator.Failures.When(request => (request.Gfp & Gfp.Movable) != 0);
        Assert.Equal(SignalInfo.Killed, Stored(0));
        _user.Machine.PageAllocator.Failures.Never();
        Assert.Equal(default, Stored(0));
    }

    [Fact]
    public void Are_never_about_what_is_for_handlers_among_themselves()
    {
        Vma vma = _user.Map(0, 1);
        vma.Ops = new Answers(FaultResult.Fallback);
        Assert.Throws<Oops>(() => Stored(0));
        vma.Ops = null;
    }

    private SignalInfo Stored(ulong page)
    {
        bool isDone = _user.Cpu.Store(Userland.Page(page), 1);
        return isDone ? default : _user.Cpu.LastSignalInfo;
    }

    private sealed class Answers(FaultResult result) : IVmOperations
    {
        public bool HasFault => true;

        public bool MayFaultUnderVmaLock => true;

        public FaultResult Fault(ref VmFault vmf) => result;
    }
}
