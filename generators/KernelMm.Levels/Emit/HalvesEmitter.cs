using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>
/// Slots of entries that the machine reads and writes as two words. The low one holds what makes an entry present, so a writer
/// lets it go first and brings it last, and a reader believes a high word only between two equal low ones.
/// </summary>
internal static class HalvesEmitter
{
    public static string Lockless(LevelName name)
    {
        string lower = Names.Lower(name);
        string reads = name == LevelName.Pte ? string.Empty : "[ReadsSlot]\n";
        string kernel = $"{lower}p_get_lockless";
        return $$"""
            /// <summary>
            /// Reads a slot that no lock protects, low, high and low again until both low words are equal: a present entry is then one that
            /// was there, and one that is not may be of two. In Linux: <c>{{kernel}}</c>.
            /// </summary>
            {{reads}}public static {{name}} {{name}}pGetLockless<TMm>(TMm mm, {{EntryOperationsEmitter.Held(name, false)}}{{name}}Ptr {{lower}}p)
                where TMm : IPageTableMemory
            {
                while (true)
                {
                    uint low = mm.ReadHalf({{lower}}p.Slot, EntryHalf.Low);
                    uint high = mm.ReadHalf({{lower}}p.Slot, EntryHalf.High);
                    if (mm.ReadHalf({{lower}}p.Slot, EntryHalf.Low) == low)
                    {
                        return new(((ulong)high << 32) | low);
                    }
                }
            }
            """;
    }

    public static string Set(LevelName name)
    {
        string lower = Names.Lower(name);
        return name == LevelName.Pte
            ? $$"""
            /// <summary>Writes a slot that is not present, the high word first; its lock must be held. In Linux: <c>set_{{lower}}</c>.</summary>
            public static void Set{{name}}<TMm>(TMm mm, {{EntryOperationsEmitter.Held(name, true)}}{{name}}Ptr {{lower}}p, {{name}} {{lower}})
                where TMm : IPageTableMemory
            {
                mm.WriteHalf({{lower}}p.Slot, EntryHalf.High, (uint)({{lower}}.Value >> 32));
                mm.WriteHalf({{lower}}p.Slot, EntryHalf.Low, (uint){{lower}}.Value);
            }
            """
            : $$"""
            /// <summary>Writes a slot whole, by an exchange; its lock must be held. In Linux: <c>set_{{lower}}</c>.</summary>
            public static void Set{{name}}<TMm>(TMm mm, {{EntryOperationsEmitter.Held(name, true)}}{{name}}Ptr {{lower}}p, {{name}} {{lower}})
                where TMm : IPageTableMemory => mm.Exchange({{lower}}p.Slot, {{lower}}.Value);
            """;
    }

    public static string Clear(LevelName name, ulong empty)
    {
        string lower = Names.Lower(name);
        return $$"""
            /// <summary>Makes a slot none, the low word first; its lock must be held. In Linux: <c>{{lower}}_clear</c>.</summary>
            public static void {{name}}Clear<TMm>(TMm mm, {{EntryOperationsEmitter.Held(name, true)}}{{name}}Ptr {{lower}}p)
                where TMm : IPageTableMemory
            {
                mm.WriteHalf({{lower}}p.Slot, EntryHalf.Low, {{Half(empty)}});
                mm.WriteHalf({{lower}}p.Slot, EntryHalf.High, {{Half(empty >> 32)}});
            }
            """;
    }

    private static string Half(ulong word) => (uint)word == 0 ? "0" : Expression.Hex((uint)word, "uint");
}
