using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Which virtual addresses there are.</summary>
/// <param name="Bits">How many bits are translated.</param>
/// <param name="Extension">What the bits above must be.</param>
/// <param name="Upper">Where the upper half begins, if it does not end with the 64-bit word.</param>
internal sealed record VirtualAddressSection(int? Bits, AddressExtension Extension, ulong? Upper)
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
        int? bits = section?.Integer("bits", 2, rule == AddressExtension.Halves ? 62 : 64);
        return new VirtualAddressSection(bits, rule ?? AddressExtension.Zero, ReadUpper(section, bits, rule));
    }

    // A multiple of the half's size, above the lower half.
    private static ulong? ReadUpper(MappingReader? section, int? bits, AddressExtension? rule)
    {
        if (section?["upper"] is not { } node || bits is not int width || rule is not { } known)
        {
            return null;
        }

        if (known != AddressExtension.Halves)
        {
            section.Reporter.Report(LevelDiagnostics.UnknownKey, node.Span, "`virtual_address`", "upper", "only `two_halves` have an upper one, so leave it out");
            return null;
        }

        ulong? start = Integers.ReadMask(section.Reporter, "upper", node, 1UL << width, ~Model.Bits.All(width));
        if (start is ulong value && (value & Model.Bits.All(width)) != 0)
        {
            section.Reporter.Report(LevelDiagnostics.OutsideMask, node.Span, "`upper`", value, ~Model.Bits.All(width));
            return null;
        }

        return start;
    }
}
