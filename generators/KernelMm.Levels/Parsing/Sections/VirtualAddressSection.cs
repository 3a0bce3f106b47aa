using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Which virtual addresses there are.</summary>
/// <param name="Bits">How many bits are translated.</param>
/// <param name="SignExtended">Whether the bits above copy the highest of them.</param>
internal sealed record VirtualAddressSection(int? Bits, bool SignExtended)
{
    private static readonly Dictionary<string, bool> Rules = new(StringComparer.Ordinal)
    {
        ["sign_extend"] = true,
        ["zero_extend"] = false,
    };

    public static VirtualAddressSection Read(MappingReader file)
    {
        MappingReader? section = MappingReader.Open(file.Reporter, "virtual_address", file["virtual_address"], LevelFileKeys.VirtualAddress);
        return new VirtualAddressSection(
            section?.Integer("bits", 2, 64),
            section is not null && (Words.ReadChoice(file.Reporter, "rule", section["rule"], Rules) ?? false));
    }
}
