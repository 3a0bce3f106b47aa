using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Named bits of leaves and of table entries.</summary>
internal static class ProtectionSection
{
    public static EquatableArray<Protection> Read(MappingReader file, LevelTable levels, FieldTable fields)
    {
        MappingReader? section = MappingReader.Open(file.Reporter, "protections", file["protections"], LevelFileKeys.Names("protections"));
        if (section is null || !Lists.IsWithin(file.Reporter, "protections", section.Entries.Count, LevelFileLimits.MaxItems, section.Span))
        {
            return EquatableArray.Of<Protection>();
        }

        var names = new NameCollisions(file.Reporter, "The protections");
        var protections = new List<Protection>();
        foreach (YamlEntry entry in section.Entries)
        {
            if (Names.Read(file.Reporter, "a protection", entry.Key) is YamlScalar name)
            {
                names.Add(name);
                protections.Add(new Protection(name.Value, fields.ResolveMask(levels.Lowest, name.Value, entry.Value)));
            }
        }

        return protections.ToEquatableArray();
    }
}
