using System.Buffers.Binary;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>The ROM of a PC that does nothing but start the program at address 0 in protected mode.</summary>
internal static class X86Rom
{
    private const int Code = 0xff00;
    private const int Descriptors = 0xff88;
    private const int Reset = 0xfff0;

    public static byte[] Make()
    {
        byte[] rom = new byte[0x10000];
        Listing.Read("x86rom", isInWords: false).AsSpan(0, 0x40).CopyTo(rom.AsSpan(Code));
        BinaryPrimitives.WriteUInt16LittleEndian(rom.AsSpan(Descriptors - 8), 0x17);
        BinaryPrimitives.WriteUInt32LittleEndian(rom.AsSpan(Descriptors - 6), 0xffff_0000 + Descriptors);
        BinaryPrimitives.WriteUInt64LittleEndian(rom.AsSpan(Descriptors + 8), 0x00cf_9a00_0000_ffff);
        BinaryPrimitives.WriteUInt64LittleEndian(rom.AsSpan(Descriptors + 16), 0x00cf_9200_0000_ffff);

        // jmp to the code.
        rom[Reset] = 0xe9;
        BinaryPrimitives.WriteInt16LittleEndian(rom.AsSpan(Reset + 1), Code - Reset - 3);
        return rom;
    }
}
