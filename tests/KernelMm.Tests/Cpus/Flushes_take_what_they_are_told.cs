using KernelMm.Tlb;

namespace KernelMm.Tests.Cpus;

/// <summary>Flushes of one page and of more, of pages of all sizes, against the definition: what the range touches goes, all else stays.</summary>
public sealed class Flushes_take_what_they_are_told
{
    private static readonly int[] Shifts = [PageShift, PmdShift];

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Whatever_the_sizes_are(ulong seed, bool growing)
    {
        SeededRandom random = new(seed);
        MachineOptions options = new() { Memory = PageSize, TlbEntries = 16, TlbNeverEvicts = growing };
        for (int round = 0; round < 300; round++)
        {
            CpuTlb tlb = new(options, new Clock(), 0);
            List<(int Context, ulong Start, int Shift)> cached = Fill(tlb, ref random);
            int context = 1 + (int)random.Below(2);
            ulong first = Address(random.Below(2) == 0 ? PageShift : PmdShift, ref random) + (random.Below(512) * 8);
            ulong last = first + (random.Below(3) == 0 ? random.Below(1u << 23) : random.Below(4096));

            tlb.FlushRange(context, new VirtualAddress(first), new VirtualAddress(last));

            foreach ((int owner, ulong start, int shift) in cached)
            {
                bool isTaken = owner == context && start <= last && start + (1UL << shift) > first;
                Assert.Equal(!isTaken, IsCached(tlb, owner, start));
            }
        }
    }

    private static List<(int Context, ulong Start, int Shift)> Fill(CpuTlb tlb, ref SeededRandom random)
    {
        List<(int Context, ulong Start, int Shift)> filled = [];
        for (int entry = 0; entry < 12; entry++)
        {
            // Small pages in the lower half and big ones in the upper one, as no address may be in both.
            int shift = Shifts[random.Below((uint)Shifts.Length)];
            ulong start = Address(shift, ref random);
            int context = 1 + (int)random.Below(2);
            if (!IsCached(tlb, context, start))
            {
                Translation walked = new(TranslationResult.Mapped, new PhysicalAddress(start & 0xfff), shift, 0, AccessRights.None);
                tlb.Insert(context, new VirtualAddress(start), walked, 0);
                filled.Add((context, start, shift));
            }
        }

        filled.RemoveAll(one => !IsCached(tlb, one.Context, one.Start));
        return filled;
    }

    private static ulong Address(int shift, ref SeededRandom random) =>
        (shift == PageShift ? 0 : 1UL << 30) + ((ulong)random.Below(8) << shift);

    private static bool IsCached(CpuTlb tlb, int context, ulong address) =>
        !System.Runtime.CompilerServices.Unsafe.IsNullRef(ref tlb.Find(context, new VirtualAddress(address)));
}
