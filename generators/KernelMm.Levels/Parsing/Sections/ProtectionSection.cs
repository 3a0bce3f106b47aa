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

    /// <summary>The bits of a table entry: fields that stand at the same place on every level that has tables below it.</summary>
    public static ulong? ReadTableEntry(MappingReader file, string key, LevelTable levels, FieldTable fields)
    {
        if (file[key] is not YamlNode node)
        {
            return null;
        }

        ulong[] masks = levels.Indices.Where(level => level != levels.Lowest).Select(level => fields.ResolveMask(level, key, node)).ToArray();
        if (masks.Distinct().Count() > 1 && !file.Reporter.Any)
        {
            file.Reporter.Report(LevelDiagnostics.WrongType, node.Span, key, "a list of fields whose bits differ from level to level", "fields that have the same bits on every level");
        }

        return masks[0];
    }
}
