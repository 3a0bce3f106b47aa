using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>Which faults of user code are handled, by what the mapping allows.</summary>
internal static class UserFaultsSection
{
    private static readonly Dictionary<string, int> Rights = new() { ["read"] = 1, ["write"] = 2, ["execute"] = 4 };

    /// <summary>The rules, or null where the file says nothing.</summary>
    public static UserFaults? Read(MappingReader file) =>
        MappingReader.Open(file.Reporter, "user_faults", file["user_faults"], LevelFileKeys.UserFaults) is MappingReader section
            ? new UserFaults(RightsOf(section, "read"), RightsOf(section, "write"), RightsOf(section, "execute"), section.Switch("denial_is_final"))
            : null;

    private static int RightsOf(MappingReader section, string key)
    {
        int rights = 0;
        foreach (YamlNode item in section.List(key) ?? [])
        {
            rights |= Words.ReadChoice(section.Reporter, key, item, Rights) ?? 0;
        }

        return rights;
    }
}
