using System.Runtime.InteropServices;
using KernelMm.Contracts;

namespace KernelMm.Cli.Images;

/// <summary>
/// Which physical memory lies where in the image. The segments are sorted and do not overlap, so that one address has one
/// answer; the last answer is remembered, because tables that belong together lie together.
/// </summary>
internal sealed unsafe class SegmentMap(ByteView bytes, ImageSegment[] segments) : IDisposable
{
    // No architecture has a larger table (64 KiB pages); a table of zeros is all that is ever needed behind a segment's bytes.
    private const int LargestTable = 1 << 16;

    private byte* _zeros;
    private int _latest;

    /// <summary>The segments, lowest first.</summary>
    public IReadOnlyList<ImageSegment> Segments => segments;

    /// <summary>Where a table lies, or null where the image does not hold all of it.</summary>
    public byte* Find(PhysicalAddress address, ByteCount size)
    {
        int index = _latest;
        if (index >= segments.Length || address < segments[index].Address || address > segments[index].Last)
        {
            index = IndexOf(address);
            if (index < 0)
            {
                return null;
            }

            _latest = index;
        }

        ref readonly ImageSegment segment = ref segments[index];
        ByteCount inside = address - segment.Address;
        if (size > segment.Size - inside)
        {
            return null;
        }

        if (inside + size <= segment.Stored)
        {
            return bytes.Start + segment.Offset.Value + inside.Value;
        }

        return inside >= segment.Stored ? Zeros(size) : null;
    }

    /// <summary>The physical address of a place in the image that <see cref="Find"/> answered.</summary>
    public PhysicalAddress AddressOf(byte* place)
    {
        ulong offset = (ulong)(place - bytes.Start);
        foreach (ImageSegment segment in segments)
        {
            if (offset >= segment.Offset.Value && offset - segment.Offset.Value < segment.Stored.Value)
            {
                return segment.Address + new ByteCount(offset - segment.Offset.Value);
            }
        }

        throw new ArgumentOutOfRangeException(nameof(place));
    }

    public void Dispose()
    {
        NativeMemory.Free(_zeros);
        _zeros = null;
    }

    private int IndexOf(PhysicalAddress address)
    {
        int low = 0;
        int high = segments.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (address < segments[middle].Address)
            {
                high = middle - 1;
            }
            else if (address > segments[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }

    private byte* Zeros(ByteCount size)
    {
        if (size.Value > LargestTable)
        {
            return null;
        }

        if (_zeros == null)
        {
            _zeros = (byte*)NativeMemory.AllocZeroed(LargestTable);
        }

        return _zeros;
    }
}
