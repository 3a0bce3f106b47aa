using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>The bits of entries that point to tables: one list of fields for all levels, or blocks for some levels each.</summary>
internal sealed class TableEntries
{
    private readonly Dictionary<int, ulong> _user;
    private readonly Dictionary<int, ulong> _kernel;

    private TableEntries(Dictionary<int, ulong> user, Dictionary<int, ulong> kernel) => (_user, _kernel) = (user, kernel);

    public static TableEntries Read(MappingReader file, LevelTable levels, FieldTable fields, int entryBits)
    {
        Dictionary<int, ulong> user = ReadOne(file, "table_entry", levels, fields, entryBits) ?? [];
        return new TableEntries(user, ReadOne(file, "kernel_table_entry", levels, fields, entryBits) ?? user);
    }

    public ulong UserAt(int level) => _user.TryGetValue(level, out ulong bits) ? bits : 0;

    public ulong KernelAt(int level) => _kernel.TryGetValue(level, out ulong bits) ? bits : 0;

    private static Dictionary<int, ulong>? ReadOne(MappingReader file, string key, LevelTable levels, FieldTable fields, int entryBits)
    {
        if (file[key] is not YamlNode node)
        {
            return null;
        }

        IEnumerable<int> tables = levels.Indices.Where(level => level != levels.Lowest);
        if (node is not YamlSequence { Items.Count: > 0 } list || list.Items[0] is not YamlMapping)
        {
            return tables.ToDictionary(level => level, level => fields.ResolveMask(level, key, node));
        }

        Dictionary<int, ulong> bits = ReadBlocks(file, key, node, levels, fields, entryBits);
        foreach (int level in tables.Where(level => !bits.ContainsKey(level) && !file.Reporter.Any))
        {
            file.Reporter.Report(LevelDiagnostics.MissingKey, node.Span, $"`{key}`", $"set` for the {levels.Levels[level].Word} level in one of its `levels");
        }

        return bits;
    }

    private static Dictionary<int, ulong> ReadBlocks(MappingReader file, string key, YamlNode node, LevelTable levels, FieldTable fields, int entryBits)
    {
        var bits = new Dictionary<int, ulong>();
        foreach (YamlNode item in Lists.Read(file.Reporter, key, node) ?? [])
        {
            if (MappingReader.Open(file.Reporter, key, item, LevelFileKeys.TableEntry) is not MappingReader block)
            {
                continue;
            }

            foreach (int level in levels.Resolve(block["levels"]))
            {
                if (level == levels.Lowest)
                {
                    file.Reporter.Report(LevelDiagnostics.UnknownLevel, block.Span, levels.Levels[level].Word, "the lowest level points to no tables, so take it out");
                }
                else if (bits.ContainsKey(level))
                {
                    file.Reporter.Report(LevelDiagnostics.DuplicateName, block.Span, "a table entry of the level", levels.Levels[level].Word, "keep one of the two");
                }
                else
                {
                    ulong mask = Integers.ReadMask(file.Reporter, "mask", block["mask"], 0, Model.Bits.All(entryBits)) ?? 0;
                    bits.Add(level, mask | fields.ResolveMask(level, "set", block["set"]));
                }
            }
        }

        return bits;
    }
}
