using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>
/// Where a hardware walk starts: at the highest level, unless the root says another, or a parameter takes the highest away; and
/// which entries the tables have that say it of themselves.
/// </summary>
internal static class WalkStart
{
    /// <summary>Whether a walk may start at a level that is not the highest.</summary>
    public static bool IsTarget(Architecture architecture, Level level) =>
        level != architecture.Levels[0] && (architecture.Root.Type is not null ? level.Type is not null : architecture.Levels[0].ExistsWhen is not null && level == architecture.Levels[1]);

    /// <summary>Whether a level's tables may have fewer entries than the index can tell apart.</summary>
    public static bool IsLimited(Architecture architecture, Level level)
    {
        int index = architecture.Levels.TakeWhile(other => other != level).Count();
        return (index > 0 && architecture.Levels[index - 1].Limits is not null) || (architecture.Root.Limits is not null && (index == 0 || IsTarget(architecture, level)));
    }

    /// <summary>The answer for an address outside of the address space.</summary>
    public static string Canonical(EmitContext context)
    {
        Architecture architecture = context.Architecture;
        string test = architecture.Root.Type is not null
            ? $"address.Value > ulong.MaxValue >> (64 - {AddressBits(context)})"
            : architecture.Levels[0].ExistsWhen is { } when
                ? $"!(parameters.{Names.Pascal(when)} ? Pgtable.IsCanonical(address) : {OffsetsEmitter.CanonicalTest(WithoutTop(architecture))})"
                : "!Pgtable.IsCanonical(address)";
        return $$"""
            if ({{test}})
            {
                return new(TranslationResult.NotCanonical, default, 0, 0, AccessRights.None);
            }
            """;
    }

    /// <summary>The address space where the highest level is not there.</summary>
    public static VirtualAddressRule WithoutTop(Architecture architecture) =>
        new(architecture.Levels[0].Shift, architecture.Address.Extension, architecture.Address.UpperStart);

    /// <summary>The root's type as an <c>int</c>.</summary>
    public static string Type(Architecture architecture) => LevelTypes.Number(architecture.Root.Type!, "root.Value");

    /// <summary>The first and the last entry of the top table, as variables.</summary>
    public static string RootLimits(Architecture architecture) => Limits("int low = {0};\nint high = {1};", architecture.Root.Limits, "root.Value", architecture.Levels[0].Entries);

    /// <summary>The same of the table that an entry points to, as assignments.</summary>
    public static string Limits(Architecture architecture, Level level)
    {
        int below = architecture.Levels.TakeWhile(other => other != level).Count() + 1;
        return Limits("low = {0};\nhigh = {1};", level.Limits, "entry", architecture.Levels[below].Entries);
    }

    /// <summary>The same as two arguments.</summary>
    public static string Arguments(TableLimits? limits, string value, int entries) => Limits("{0}, {1}, ", limits, value, entries);

    /// <summary>The step to the level at which the walk starts, or null where that is always the highest.</summary>
    public static string? Jump(EmitContext context)
    {
        Architecture architecture = context.Architecture;
        if (architecture.Root.Type is null)
        {
            return architecture.Levels[0].ExistsWhen is { } when ? $$"""
                if (!parameters.{{Names.Pascal(when)}})
                {
                    goto {{architecture.Levels[1].Top}}Table;
                }
                """ : null;
        }

        IEnumerable<string> cases = architecture.Levels.Where(level => IsTarget(architecture, level))
            .Select(level => $"    case {level.TypeValue}:\n        goto {level.Top}Table;");
        Level top = architecture.Levels[0];
        return $$"""
            switch ({{Type(architecture)}})
            {
            {{string.Join("\n", cases)}}
                case {{top.TypeValue}}:
                    break;
                default:
                    return new(TranslationResult.NotMapped, default, {{top.Shift}}, 0, AccessRights.None);
            }
            """;
    }

    // A type that no level has translates nothing, and is found out later.
    private static string AddressBits(EmitContext context)
    {
        IEnumerable<string> arms = LevelTypes.Starts(context.Architecture).Select(level => $"{level.TypeValue} => {LevelTypes.AddressBits(context.Architecture, level)}, ");
        return $"({Type(context.Architecture)} switch {{ {string.Concat(arms)}_ => 64 }})";
    }

    private static string Limits(string format, TableLimits? limits, string value, int entries) => string.Format(
        System.Globalization.CultureInfo.InvariantCulture, format, limits is null ? "0" : LevelTypes.First(limits, value), limits is null ? entries : LevelTypes.End(limits, value, entries));
}
