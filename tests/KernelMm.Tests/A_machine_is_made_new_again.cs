using KernelMm.Cpus;
using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Tests;

public sealed class A_machine_is_made_new_again
{
    private static readonly VirtualAddress Address = UserMemory.Address;

    private static MachineOptions Options => new()
    {
        Memory = new ByteCount(1024 * PageSize.Value),
        Nodes = 2,
        Cpus = 2,
        PerCpuPages = 8,
        TlbEntries = 4,
    };

    [Fact]
    public void What_it_does_then_it_did_when_it_was_new()
    {
        using Machine machine = new(Options);
        List<string> first = Use(machine);

        machine.Reset();
        List<string> second = Use(machine);

        Assert.Equal(first, second);
        Assert.True(first.Count > 100);
    }

    [Fact]
    public void Its_memory_is_free_and_zero()
    {
        using Machine machine = new(Options);
        Frame huge = machine.PageAllocator.AllocPages(Gfp.Kernel, order: 8)!.Value;
        BytesOf(machine, huge.Address, 256).Fill(0x5a);
        Use(machine);

        machine.Reset();

        Assert.Equal(1023UL, machine.PageAllocator.FreeFrames.Value);
        Assert.Equal(-1, BytesOf(machine, default, 1024).IndexOfAnyExcept((byte)0));
        Assert.All(Enum.GetValues<Counter>(), counter => Assert.Equal(0UL, machine.Count(counter)));
        Assert.Equal(0UL, machine.Clock.Now);
    }

    [Fact]
    public void Whoever_was_in_the_middle_of_something_is_not_any_more()
    {
        using Machine machine = new(Options);
        Mm mm = Mm.Alloc(machine)!.Value;
        mm.RcuReadLock();
        mm.SpinLock(mm.PtlockPtr(mm.Root));
        mm.SpinLock(mm.PtlockPtr(new PhysicalAddress(777 * PageSize.Value)));
        mm.LocalIrqSave();
        machine.Kill(machine.CurrentTask);

        machine.Reset();

        machine.CheckBalanced(references: 0);
        mm = Mm.Alloc(machine)!.Value;
        Assert.True(mm.SpinTrylock(mm.PtlockPtr(mm.Root)));
        mm.SpinUnlock(mm.PtlockPtr(mm.Root));
        Assert.True(mm.SpinTrylock(mm.PtlockPtr(new PhysicalAddress(777 * PageSize.Value))));
        mm.SpinUnlock(mm.PtlockPtr(new PhysicalAddress(777 * PageSize.Value)));
        TlbFlush.FlushTlbAll(machine);
        Assert.True(mm.MmapLock.MmapReadLockKillable());
        mm.MmapLock.MmapReadUnlock();
    }

    [Fact]
    public void It_is_reset_without_allocating()
    {
        using Machine machine = new(Options);
        Use(machine);
        machine.Reset();
        Use(machine);

        long before = GC.GetAllocatedBytesForCurrentThread();
        machine.Reset();

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000);
    }

    // A bit of everything, and all that can be seen of it.
    private static List<string> Use(Machine machine)
    {
        List<string> seen = [];
        Random random = new(1);
        List<Frame> frames = [];
        Mm mm = Mm.Alloc(machine)!.Value;
        seen.Add($"{mm.Id} {mm.Root}");
        machine.PageAllocator.Failures.When(request => request.Order == 5);
        for (int step = 0; step < 200; step++)
        {
            if (random.Next(3) == 0 && frames.Count > 0)
            {
                int place = random.Next(frames.Count);
                machine.PageAllocator.FreePages(frames[place]);
                frames.RemoveAt(place);
            }
            else if (machine.PageAllocator.AllocPages(Gfp.Kernel, random.Next(4), random.Next(2)) is { } frame)
            {
                seen.Add($"{frame} of {machine.Clock.Now}");
                frames.Add(frame);
            }
        }

        Translate(machine, mm, seen);
        seen.Add(NameOf(mm, machine.NewSpinlock("new")));
        seen.Add(Assert.Throws<Oops>(new RwSemaphore(machine, "semaphore").UpRead).Message);
        machine.Rcu.CallRcu(_ => seen.Add("a callback from before"), null);
        seen.Add($"{machine.PageAllocator.FreeFrames} {machine.PageAllocator.FreeFramesOf(0)} {machine.Rcu.CallbacksWaiting}");
        seen.AddRange(Enum.GetValues<Counter>().Select(counter => $"{counter} {machine.Count(counter)}"));
        return seen;
    }

    private static void Translate(Machine machine, Mm mm, List<string> seen)
    {
        Cpu cpu = machine.Cpus[0];
        cpu.SwitchMm(mm);
        for (ulong page = 0; page < 40; page++)
        {
            VirtualAddress address = Address + new ByteCount(page % 13 * PageSize.Value);
            seen.Add($"{cpu.Load(address, out ulong value)} {value} {cpu.LastFault}");
            PmdPtr pmd = PmdAlloc(mm, PudAlloc(mm, P4dAlloc(mm, PgdOffsetPgd(mm.Pgd, address), address), address), address);
            PtePtr pte = PteAllocMapLock(mm, pmd, address, out SpinlockPtr ptl);
            SetPte(mm, pte, PfnPte(new Pfn(mm.Root.Value >> PageShift), Prots.Shared));
            PteUnmapUnlock(mm, pte, ptl);
            seen.Add($"{cpu.Load(address, out value)} {value} {machine.Count(Counter.TlbHits)}");
        }
    }

    private static unsafe Span<byte> BytesOf(Machine machine, PhysicalAddress first, int frames)
    {
        int length = frames << PageShift;
        return new Span<byte>(machine.Arena.Memory.TableAt(first, new ByteCount((ulong)length)), length);
    }

    private static string NameOf(Mm mm, SpinlockPtr spinlock) => Assert.Throws<Oops>(() => mm.SpinUnlock(spinlock)).Message;
}
