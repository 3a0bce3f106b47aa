using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Probing;

namespace KernelMm.Mmu.Tests.Tables;

/// <summary>One random leaf, made of the kernel's protections, of flipped rights, and sometimes of a bit that hardware refuses.</summary>
internal static class RandomLeaf
{
    public static ulong Make(Guest guest, TableWriter writer, LevelLayout level, PhysicalAddress target, Place place, Random random)
    {
        string protection = writer.Protections[random.Next(writer.Protections.Count)];
        ulong leaf = guest.OwnLeaf(level, target, random) ?? writer.Leaf(level.Owner, target, protection);
        if (random.Next(2) == 0)
        {
            leaf ^= (ulong)random.NextInt64(long.MinValue, long.MaxValue) & guest.RightsBits(level);
        }

        leaf = guest.Ready(leaf, random);
        if (random.Next(6) == 0 && guest.GroupedLeaf(level, target, leaf) is ulong grouped)
        {
            leaf = grouped;
        }

        // Executing must end in a known instruction, so that what leads there stays as it is.
        ulong wild = guest.WildBits(level) & (place == Place.Empty || level.Owner == PageTableLevel.Pte ? ulong.MaxValue : ~guest.TypeBits);
        return place != Place.Landing && random.Next(6) == 0 ? leaf ^ OneOf(wild, random) : leaf;
    }

    private static ulong OneOf(ulong bits, Random random)
    {
        for (int skipped = random.Next(Math.Max(1, System.Numerics.BitOperations.PopCount(bits))); skipped > 0; skipped--)
        {
            bits &= bits - 1;
        }

        return bits & (0 - bits);
    }
}
