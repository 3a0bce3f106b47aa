using KernelMm.Contracts;
using KernelMm.Mmap;

namespace KernelMm.Benchmarks.AddressSpaces;

/// <summary>The calls, as <c>kernel.c</c> makes them.</summary>
internal static class Operations
{
    // Two tables' span: room to choose a target that is not a whole number of tables away, as then tables would be moved and not pages.
    private const ulong Slack = 4UL << 20;

    private const ulong TableSpan = 2UL << 20;

    public static VirtualAddress Reserve(Mm mm, ulong bytes) => Done(
        mm.Mmap(default, new ByteCount(bytes), Prot.Read | Prot.Write, MapFlags.Private | MapFlags.Anonymous | MapFlags.NoReserve));

    public static void Touch(Part part)
    {
        for (ulong page = 0; page < part.Pages; page++)
        {
            if (!part.Cpu.Store(part.Page(page), 1))
            {
                throw new InvalidOperationException($"The store to {part.Page(page)} ended in a fault that nobody mended.");
            }
        }
    }

    public static void Fork(Part part)
    {
        Done(part.Mm.Fork(out Mm child));
        part.Child = child;
    }

    public static void TouchAndFork(Part part)
    {
        Touch(part);
        Fork(part);
    }

    public static void Protect(Part part) => Done(part.Mm.Mprotect(part.Start, part.Length, Prot.Read));

    public static void TouchAndReserve(Part part)
    {
        Touch(part);
        VirtualAddress reserved = Reserve(part.Mm, part.Length.Value + Slack);
        ulong target = reserved.Value + Part.PageBytes;
        part.Target = new VirtualAddress((target - part.Start.Value) % TableSpan == 0 ? target + Part.PageBytes : target);
    }

    public static void Move(Part part) =>
        Done(part.Mm.Mremap(part.Start, part.Length, part.Length, MremapFlags.MayMove | MremapFlags.Fixed, part.Target));

    public static void DontNeed(Part part) => Done(part.Mm.Madvise(part.Start, part.Length, Madvice.DontNeed));

    public static void Unmap(Part part) => Done(part.Mm.Munmap(part.Start, part.Length));

    public static void TouchWithVector(Part part)
    {
        Touch(part);

        // Its memory is the host's to give, which is no part of the call; kernel.c does the same.
        Array.Fill(part.Vector, byte.MaxValue);
    }

    public static void InCore(Part part) => Done(part.Mm.Mincore(part.Start, part.Length, part.Vector));

    private static VirtualAddress Done(AddressOrErrno answer)
    {
        Done(answer.Errno);
        return answer.Address;
    }

    private static void Done(Errno errno)
    {
        if (errno != Errno.None)
        {
            throw new InvalidOperationException($"A call was refused: {errno}.");
        }
    }
}
