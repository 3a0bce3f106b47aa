using System.Runtime.InteropServices;

namespace KernelMm.Locking;

/// <summary>
/// The lock word of every frame, in one flat array: the lock of the page table that lies in it. In Linux with split locks:
/// <c>page->ptl</c>.
/// </summary>
internal sealed unsafe class PtlockTable(FrameCount frames) : IDisposable
{
    private readonly FrameCount _frames = frames;
    private int* _words = (int*)NativeMemory.AllocZeroed((nuint)frames.Value, sizeof(int));

    /// <summary>The lock of the table in the frame that holds this address.</summary>
    public SpinlockPtr Of(PhysicalAddress table)
    {
        ulong frame = table.Value >> PageShift;
        return frame < _frames.Value
            ? new SpinlockPtr((nint)(_words + frame))
            : throw new Oops($"The lock of a page table at {table} was asked for, but there is no memory at that address.");
    }

    public void Dispose()
    {
        NativeMemory.Free(_words);
        _words = null;
    }
}
