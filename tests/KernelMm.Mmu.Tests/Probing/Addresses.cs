using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Probing;

/// <summary>The addresses that are tried in an address space: the ends of everything, what lies beside them, and some at random.</summary>
internal static class Addresses
{
    public static IReadOnlyList<VirtualAddress> Of(Guest guest, AddressSpace space, int most, Random random)
    {
        ulong half = 1UL << (space.AddressBits - 1);
        HashSet<ulong> edges = [0, half, unchecked(0 - half), unchecked(0 - (2 * half)), space.Canonical(space.LastTranslated).Value];
        List<ulong> inside = [];
        foreach (WrittenEntry entry in space.Written)
        {
            (ulong start, ulong offsets) = (entry.Address.Value, (1UL << entry.Shift) - 1);
            inside.AddRange([start, start + offsets, unchecked(start + offsets + 1), start - 1, start + ((ulong)random.NextInt64() & offsets)]);
            if (entry.Target is PhysicalAddress target)
            {
                inside.AddRange(InPlaces(guest, start, target, offsets, random));
            }
        }

        for (int count = 0; count < most / 8; count++)
        {
            inside.Add(space.Canonical((ulong)random.NextInt64(long.MinValue, long.MaxValue) & space.LastTranslated).Value);
            inside.Add((ulong)random.NextInt64(long.MinValue, long.MaxValue));
        }

        ulong[] shuffled = [.. inside.Where(address => Reaches(guest, space, address))];
        random.Shuffle(shuffled);
        edges = [.. edges.Concat(edges.Select(edge => unchecked(edge - 1))).Where(address => Reaches(guest, space, address))];
        return [.. edges.Concat(shuffled).Select(address => address & ~7UL).Distinct().Select(address => new VirtualAddress(address)).Where(guest.CanTry).Take(most)];
    }

    // Addresses of a page that lead to the parts of it at which something is.
    private static IEnumerable<ulong> InPlaces(Guest guest, ulong start, PhysicalAddress target, ulong offsets, Random random)
    {
        foreach (Place place in (Place[])[Place.Data, Place.Landing])
        {
            if (MemoryMap.Overlap(guest, place, target, offsets + 1) is (ulong from, ulong bytes))
            {
                yield return start + (from - target.Value) + (ulong)random.NextInt64((long)bytes);
            }
        }
    }

    // A machine of 32 bits has no wider addresses, and the other half is the guest program's where there are two.
    private static bool Reaches(Guest guest, AddressSpace space, ulong address) =>
        (guest.WordBytes == 8 || address >> 32 == 0)
        && (space.Layout.Extension != AddressExtension.Halves || IsIn(space, address));

    // Bit 55 tells the halves apart, or where they begin.
    private static bool IsIn(GuestSpace space, ulong address) => space.Layout.UpperStart is ulong upper
        ? (space.IsUpper ? address > space.Layout.LowerLast.Value : address < upper)
        : (address >> 55 & 1) == (space.IsUpper ? 1UL : 0);
}
