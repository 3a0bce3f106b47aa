using System.Runtime.InteropServices;

namespace KernelMm.Physical;

/// <summary>A run of zeroed memory of the host, which backs it only where it is touched: by huge pages, where they are worth it.</summary>
internal sealed unsafe class HostMemory : IDisposable
{
    private void* _allocation;

    /// <summary>So much memory, aligned to pages, or to huge pages of the host.</summary>
    /// <param name="size">How much.</param>
    /// <param name="hugePages">Whether to ask the host for huge pages.</param>
    public HostMemory(ByteCount size, bool hugePages)
    {
        // Memory that is asked for as zero comes from the host page by page, when it is touched; aligned memory would have to be
        // cleared, all of it, now. So it is aligned here.
        ByteCount alignment = hugePages ? HostHugePages.Size : PageSize;
        _allocation = NativeMemory.AllocZeroed((nuint)(size + alignment).Value);
        First = (byte*)(((ulong)_allocation + alignment.Value - 1) & ~(alignment.Value - 1));
        if (hugePages)
        {
            HostHugePages.Ask(First, size);
        }
    }

    /// <summary>The first byte.</summary>
    public byte* First { get; }

    /// <summary>Frees it.</summary>
    public void Dispose()
    {
        NativeMemory.Free(_allocation);
        _allocation = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory of what nobody disposed of.</summary>
    ~HostMemory() => NativeMemory.Free(_allocation);
}
