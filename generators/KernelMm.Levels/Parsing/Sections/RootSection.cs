using System.Text.RegularExpressions;
using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Where a walk starts, and how to tell from an image's registers that the architecture is this one.</summary>
internal static class RootSection
{
    private const int RegisterBits = 64;

    private static readonly Regex Mode = new(
        "^[A-Za-z][A-Za-z0-9_]{0,31}\\.([0-9]{1,2})(:([0-9]{1,2}))?=(0x[0-9a-fA-F]{1,16}|[0-9]{1,19})\\z", RegexOptions.CultureInvariant);

    public static Root? Read(MappingReader file)
    {
        if (MappingReader.Open(file.Reporter, "root", file["root"], LevelFileKeys.Root) is not MappingReader section)
        {
            return null;
        }

        string? register = Names.ReadIdentifier(file.Reporter, "the register", section["register"])?.Value;
        string? upper = Names.ReadIdentifier(file.Reporter, "the register", section["upper_register"])?.Value;
        EquatableArray<Slice>? address = ReadAddress(section);
        int machine = section.Integer("elf_machine", 0, ushort.MaxValue) ?? 0;
        string? mode = ReadMode(file.Reporter, section["mode"]);
        EntryBitRange? type = TableLimitsReader.Bits(section, "type", RegisterBits);
        TableLimits? limits = TableLimitsReader.Read(section, RegisterBits);
        return register is null || address is not { } slices ? null : new Root(register, upper, slices, machine, mode, type, limits);
    }

    // One run of bits, or a list of them.
    private static EquatableArray<Slice>? ReadAddress(MappingReader section)
    {
        if (section["address"] is YamlSequence)
        {
            var slices = new List<Slice>();
            foreach (YamlNode item in section.List("address") ?? [])
            {
                MappingReader? slice = MappingReader.Open(section.Reporter, "address", item, LevelFileKeys.RootSlice);
                BitRange? bits = slice?.Bits("entry", RegisterBits, "The root's address");
                if (slice?.Integer("at", 0, RegisterBits - 1) is int at && bits is not null
                    && AddressSlices.Check(section.Reporter, slices, new Slice(bits.High, bits.Low, at), slice.Span, RegisterBits))
                {
                    slices.Add(new Slice(bits.High, bits.Low, at));
                }
            }

            return slices.Count == 0 ? null : slices.ToEquatableArray();
        }

        BitRange? address = section.Bits("address", RegisterBits, "The root's address");
        int highest = address is null ? RegisterBits - 1 : RegisterBits - address.Width;
        int? to = section.Integer("to", 0, highest);
        return address is null ? null : EquatableArray.Of(new Slice(address.High, address.Low, to ?? address.Low));
    }

    private static string? ReadMode(Reporter reporter, YamlNode? node)
    {
        if (Words.Read(reporter, "mode", node, "a condition on a register, such as CR4.12=1") is not YamlScalar scalar)
        {
            return null;
        }

        if (IsMode(Mode.Match(scalar.Value)))
        {
            return scalar.Value;
        }

        reporter.Report(LevelDiagnostics.BadMode, scalar.Span, Printable.Shorten(scalar.Value));
        return null;
    }

    private static bool IsMode(Match match)
    {
        if (!match.Success || Integers.TryParse(match.Groups[4].Value) is not ulong value)
        {
            return false;
        }

        int high = (int)Integers.TryParse(match.Groups[1].Value)!.Value;
        int low = match.Groups[3].Success ? (int)Integers.TryParse(match.Groups[3].Value)!.Value : high;
        return high < RegisterBits && low <= high && (value & ~Bits.All(high - low + 1)) == 0;
    }
}
