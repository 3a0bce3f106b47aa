using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Swap;

public sealed class Swap_entries_survive_their_round_trip
{
    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void In_the_bits_that_the_headers_say(string architecture) => EachEntry(architecture, (codec, facts, type, offset) =>
    {
        ulong raw = codec.Encode(type, offset);

        Assert.Equal(facts.Raw(type, offset) | (codec.Level == PageTableLevel.Pmd ? facts.PmdBits : 0), raw);
        Assert.Equal((type, offset), codec.Decode(raw));
    });

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void As_entries_that_are_neither_none_nor_present(string architecture)
    {
        IArchitecture found = ArchVectors.Of(architecture).Architecture;
        Assert.Equal(SwapFacts.Of(architecture).Levels, SwapCodec.Levels(architecture));
        EachEntry(architecture, (codec, facts, type, offset) =>
        {
            // One pair of all is stored as nothing: type 0 at the first offset, or at the last where offsets are complemented.
            ulong raw = codec.Encode(type, offset);
            if (raw == 0)
            {
                Assert.True(type == 0 && (offset == 0 || offset == (1UL << facts.OffsetBits) - 1));
                return;
            }

            if (codec.Level != PageTableLevel.Pmd || (offset & facts.ReadsAsPresent) == 0)
            {
                DecodedEntry decoded = found.Decode(codec.Level, raw, []);
                Assert.Equal((EntryKind.NonPresent, type, offset), (decoded.Kind, decoded.Swap!.Value.Type, decoded.Swap.Value.Offset));
            }
        });
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void And_their_flags_beside_them_change_neither_type_nor_offset(string architecture)
    {
        Kernel kernel = Kernel.Of(architecture);
        EachEntry(architecture, (codec, facts, type, offset) =>
        {
            object entry = kernel.Make("Pte", codec.Encode(type, offset));
            foreach (System.Reflection.MethodInfo mark in kernel.Transitions(PageTableLevel.Pte).Where(method => method.Name.StartsWith("Swp", StringComparison.Ordinal)))
            {
                Assert.Equal((type, offset), codec.Decode(Kernel.ValueOf(mark.Invoke(entry, null)!)));
            }
        });
    }

    private static void EachEntry(string architecture, Action<SwapCodec, SwapFacts, int, ulong> check)
    {
        SwapFacts facts = SwapFacts.Of(architecture);
        foreach (PageTableLevel level in SwapCodec.Levels(architecture))
        {
            SwapCodec codec = new(architecture, level);
            Seeded.Run(1, random =>
            {
                for (int count = 0; count < 2_000; count++)
                {
                    ulong widest = (1UL << facts.OffsetBits) - 1;
                    ulong offset = random.Next(4) switch { 0 => 0, 1 => widest, 2 => random.NextSparse() & widest, _ => random.NextUInt64() & widest };
                    check(codec, facts, random.Next(32), offset);
                }
            });
        }
    }
}
