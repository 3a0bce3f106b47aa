using System.Security.Cryptography;
using KernelMm.Locking;
using KernelMm.Physical;

namespace KernelMm.Tests.Physical;

public sealed class Whole_pages
{
    private const uint Middle = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Are_zeroed_to_the_last_byte_and_no_further(uint frames)
    {
        using Arena arena = Filled();
        byte[] before = [.. arena.Bytes(0, 3)];

        arena.Clear(Middle, frames);

        int first = (int)(Middle * PageSize.Value);
        Array.Clear(before, first, (int)(frames * PageSize.Value));
        Assert.Equal(before, arena.Bytes(0, 3).ToArray());
    }

    [Fact]
    public void Are_copied_to_the_last_byte_and_no_further()
    {
        using Arena arena = Filled();
        byte[] before = [.. arena.Bytes(0, 3)];

        // Behind the last frame, whose copy asks for more than is its own, there is no memory.
        arena.Copy(Middle, source: 7);

        int size = (int)PageSize.Value;
        Array.Copy(before, 7 * size, before, (int)Middle * size, size);
        Assert.Equal(before, arena.Bytes(0, 3).ToArray());
    }

    [Fact]
    public unsafe void Of_much_memory_lie_in_huge_pages_of_the_host()
    {
        using Arena arena = new(new ByteCount(64UL << 20));
        using TaskTable tasks = new(cpus: 1);
        using FrameTable frames = new(arena.Frames, tasks);

        Assert.Equal(0UL, (ulong)arena.Origin & (HostHugePages.Size.Value - 1));
        Assert.Equal(0UL, (ulong)frames.At(default) & (HostHugePages.Size.Value - 1));
        Assert.Equal(-1, arena.Bytes((uint)arena.Frames.Value - 1, 0).IndexOfAnyExcept((byte)0));
    }

    private static Arena Filled()
    {
        Arena arena = new(new ByteCount(8 * PageSize.Value));
        RandomNumberGenerator.Fill(arena.Bytes(0, 3));
        return arena;
    }
}
