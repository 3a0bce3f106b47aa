using System.Buffers.Binary;

namespace KernelMm.Cli.Tests;

/// <summary>Page tables of 4-level x86-64 made by hand, in one run of memory.</summary>
internal sealed class X64Tables
{
    public const ulong Start = 0x100000;
    public const ulong Present = 1;
    public const ulong Write = 2;
    public const ulong User = 4;
    public const ulong Large = 0x80;
    public const ulong NoExecute = 1UL << 63;

    private const ulong TableFlags = Present | Write | User;
    private const ulong AddressMask = 0xf_ffff_ffff_f000;

    private readonly List<byte[]> _tables = [new byte[4096]];

    /// <summary>The bytes from <see cref="Start"/> on; the root is the first table.</summary>
    public byte[] Memory => [.. _tables.SelectMany(table => table)];

    /// <summary>Maps a page, and makes the tables that are needed for it.</summary>
    /// <param name="address">Its virtual address.</param>
    /// <param name="target">Its physical address.</param>
    /// <param name="flags">The bits of its entry besides the address.</param>
    /// <param name="shift">Its size as a power of two: 12, 21 or 30.</param>
    public X64Tables Map(ulong address, ulong target, ulong flags, int shift = 12)
    {
        Set(address, shift, target | flags | Present | (shift > 12 ? Large : 0));
        return this;
    }

    /// <summary>Writes any entry.</summary>
    public X64Tables Set(ulong address, int shift, ulong entry)
    {
        int table = 0;
        for (int level = 39; level > shift; level -= 9)
        {
            ulong next = Read(table, Index(address, level));
            if ((next & Present) == 0)
            {
                _tables.Add(new byte[4096]);
                next = AddressOf(_tables.Count - 1) | TableFlags;
                Write64(table, Index(address, level), next);
            }

            table = (int)(((next & AddressMask) - Start) >> 12);
        }

        Write64(table, Index(address, shift), entry);
        return this;
    }

    private static int Index(ulong address, int shift) => (int)(address >> shift) & 511;

    private static ulong AddressOf(int table) => Start + ((ulong)table << 12);

    private ulong Read(int table, int index) => BinaryPrimitives.ReadUInt64LittleEndian(_tables[table].AsSpan(index * 8));

    private void Write64(int table, int index, ulong entry) =>
        BinaryPrimitives.WriteUInt64LittleEndian(_tables[table].AsSpan(index * 8), entry);
}
