using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Probing;

namespace KernelMm.Mmu.Tests.Guests;

/// <summary>What lies where in every guest's RAM, counted from its start.</summary>
internal static class MemoryMap
{
    public const ulong Header = 0x1000;
    public const ulong Records = 0x10_0000;
    public const ulong Tables = 0x80_0000;
    public const ulong Data = 0x200_0000;
    public const ulong Landing = 0x280_0000;
    public const ulong Spare = 0x300_0000;
    public const ulong End = 0x400_0000;

    /// <summary>How many probes there is room for.</summary>
    public const int MostProbes = (int)((Tables - Records) / Guest.RecordBytes);

    private const ulong FilledBytes = 0x80_0000;

    public static Place PlaceOf(Guest guest, PhysicalAddress address)
    {
        ulong offset = address.Value - guest.RamStart.Value;
        return offset is >= Data and < Data + FilledBytes ? Place.Data
            : offset is >= Landing and < Landing + FilledBytes ? Place.Landing
            : guest.IsEmpty(address) ? Place.Empty : Place.Other;
    }

    /// <summary>A random word's address in the filled part of a place.</summary>
    public static PhysicalAddress NextIn(Guest guest, Place place, Random random) =>
        new(guest.RamStart.Value + (place == Place.Data ? Data : Landing) + ((ulong)random.NextInt64((long)FilledBytes) & ~7UL));

    /// <summary>The start of what overlaps of a place and a stretch of memory, and its length; null where nothing does.</summary>
    public static (ulong From, ulong Bytes)? Overlap(Guest guest, Place place, PhysicalAddress start, ulong bytes)
    {
        ulong placeStart = guest.RamStart.Value + (place == Place.Data ? Data : Landing);
        ulong from = Math.Max(start.Value, placeStart);
        ulong last = Math.Min(start.Value + (bytes - 1), placeStart + FilledBytes - 1);
        return from <= last ? (from, last - from + 1) : null;
    }

    public static void Fill(Guest guest, GuestRam ram)
    {
        for (ulong address = guest.RamStart.Value + Data; address < guest.RamStart.Value + Data + FilledBytes; address += 8)
        {
            ram.Write64(new(address), address);
        }

        ulong landing = guest.LandingWord | ((ulong)guest.LandingWord << 32);
        for (ulong address = guest.RamStart.Value + Landing; address < guest.RamStart.Value + Landing + FilledBytes; address += 8)
        {
            ram.Write64(new(address), landing);
        }
    }

    /// <summary>The first word of the data that holds something else than its address, which is where a write went astray.</summary>
    public static PhysicalAddress? FirstOverwritten(Guest guest, GuestRam ram)
    {
        for (ulong address = guest.RamStart.Value + Data; address < guest.RamStart.Value + Data + FilledBytes; address += 8)
        {
            if (ram.Read64(new(address)) != address)
            {
                return new(address);
            }
        }

        return null;
    }
}
