using System.Buffers.Binary;

namespace KernelMm.Cli.Tests;

/// <summary>Writes LiME files, well formed unless told otherwise.</summary>
internal static class LimeBuilder
{
    public const int HeaderSize = 32;

    /// <summary>One range behind its header.</summary>
    public static byte[] Range(ulong first, byte[] content, ulong? last = null, uint version = 1)
    {
        byte[] range = new byte[HeaderSize + content.Length];
        "EMiL"u8.CopyTo(range);
        BinaryPrimitives.WriteUInt32LittleEndian(range.AsSpan(4), version);
        BinaryPrimitives.WriteUInt64LittleEndian(range.AsSpan(8), first);
        BinaryPrimitives.WriteUInt64LittleEndian(range.AsSpan(16), last ?? first + (ulong)content.Length - 1);
        content.CopyTo(range, HeaderSize);
        return range;
    }
}
