using KernelMm.Mmap;

namespace KernelMm.Tests.Mmap;

/// <summary>A call may make a mapping or two; what it allocates on the managed heap must not grow with the pages and tables it is about.</summary>
public sealed class Calls_allocate_nothing_for_each_page : IDisposable
{
    // Not a whole number of tables, so that mremap moves entries.
    private const ulong Away = 100_001;

    private readonly Userland _user = new();

    public void Dispose() => _user.Dispose();

    [Theory]
    [InlineData("fault")]
    [InlineData("fork")]
    [InlineData("mprotect")]
    [InlineData("mremap")]
    [InlineData("dontneed")]
    [InlineData("munmap")]
    [InlineData("mincore")]
    public void Many_pages_take_no_more_than_one(string call)
    {
        Least(call, 1);
        long one = Least(call, 1);

        Assert.InRange(Least(call, 40), 0, one);
        Assert.InRange(Least(call, 1500), 0, one);
    }

    // Now and then a queue of the machine's grows, which is no cost of a page.
    private long Least(string call, ulong pages) => Enumerable.Range(0, 30).Min(_ => Allocated(call, pages));

    private long Allocated(string call, ulong pages)
    {
        _user.Map(0, pages);
        byte[] vector = new byte[pages];
        if (call != "fault")
        {
            Touch(pages);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Errno answer = Call(call, pages, vector);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Errno.None, answer);

        Errno removed = _user.Mm.Munmap(Userland.Page(0), Userland.Pages(pages));
        Errno removedThere = _user.Mm.Munmap(Userland.Page(Away), Userland.Pages(pages));
        return (removed, removedThere) == (Errno.None, Errno.None) ? allocated : throw new InvalidOperationException($"{removed}, {removedThere}");
    }

    private Errno Call(string call, ulong pages, byte[] vector)
    {
        Mm mm = _user.Mm;
        (VirtualAddress start, ByteCount length) = (Userland.Page(0), Userland.Pages(pages));
        return call switch
        {
            "fault" => Touch(pages),
            "fork" => ForkAndExit(mm),
            "mprotect" => mm.Mprotect(start, length, Prot.Read),
            "mremap" => mm.Mremap(start, length, length, MremapFlags.MayMove | MremapFlags.Fixed, Userland.Page(Away)).Errno,
            "dontneed" => mm.Madvise(start, length, Madvice.DontNeed),
            "munmap" => mm.Munmap(start, length),
            _ => mm.Mincore(start, length, vector),
        };
    }

    private static Errno ForkAndExit(Mm mm)
    {
        Errno answer = mm.Fork(out Mm child);
        child.Put();
        return answer;
    }

    private Errno Touch(ulong pages)
    {
        bool isWhole = true;
        for (ulong page = 0; page < pages; page++)
        {
            isWhole &= _user.Cpu.Store(Userland.Page(page), page);
        }

        return isWhole ? Errno.None : Errno.Fault;
    }
}
