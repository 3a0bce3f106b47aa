using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Which virtual addresses there are.</summary>
/// <param name="Bits">How many bits are translated.</param>
/// <param name="Extension">What the bits above must be.</param>
internal sealed record VirtualAddressSection(int? Bits, AddressExtension Extension)
{
    private static readonly Dictionary<string, AddressExtension> Rules = new(StringComparer.Ordinal)
    {
        ["sign_extend"] = AddressExtension.Sign,
        ["zero_extend"] = AddressExtension.Zero,
        ["two_halves"] = AddressExtension.Halves,
    };

    public static VirtualAddressSection Read(MappingReader file)
    {
        MappingReader? section = MappingReader.Open(file.Reporter, "virtual_address", file["virtual_address"], LevelFileKeys.VirtualAddress);
        AddressExtension? rule = section is null ? null : Words.ReadChoice(file.Reporter, "rule", section["rule"], Rules);

        // Two halves need a bit above the translated ones to tell them apart.
        return new VirtualAddressSection(section?.Integer("bits", 2, rule == AddressExtension.Halves ? 62 : 64), rule ?? AddressExtension.Zero);
    }
}
