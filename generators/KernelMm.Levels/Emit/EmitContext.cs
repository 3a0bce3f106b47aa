using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>What every emitter needs to know.</summary>
/// <param name="Architecture">The model.</param>
/// <param name="Namespace">The full namespace of the architecture's types.</param>
internal sealed record EmitContext(Architecture Architecture, string Namespace)
{
    /// <summary>The C# type of an entry's raw value.</summary>
    public string Word => Architecture.EntryBits > 32 ? "ulong" : "uint";

    /// <summary>The number of bytes of an entry.</summary>
    public int EntryBytes => Architecture.EntryBits > 32 ? 8 : 4;

    /// <summary>The lowest level.</summary>
    public Level Pte => Architecture.Levels[Architecture.Levels.Count - 1];

    /// <summary>The level that holds an entry of this name, folded names included.</summary>
    public Level LevelOf(LevelName name) => Architecture.Levels.First(level => level.Names.Contains(name));

    /// <summary>The level whose entries point to tables of <paramref name="level"/>, or null for the highest.</summary>
    public Level? Above(Level level)
    {
        int index = IndexOf(level);
        return index == 0 ? null : Architecture.Levels[index - 1];
    }

    /// <summary>The level of the tables that entries of <paramref name="level"/> point to, or null for the lowest.</summary>
    public Level? Below(Level level)
    {
        int index = IndexOf(level);
        return index == Architecture.Levels.Count - 1 ? null : Architecture.Levels[index + 1];
    }

    /// <summary>The name one below, folded names included; the caller makes sure that there is one.</summary>
    public static LevelName NameBelow(LevelName name) => name - 1;

    /// <summary>All five names, highest first.</summary>
    public static IReadOnlyList<LevelName> AllNames { get; } =
        [LevelName.Pgd, LevelName.P4d, LevelName.Pud, LevelName.Pmd, LevelName.Pte];

    /// <summary>Whether an entry of this name is the same word as one of the name below.</summary>
    public bool IsFolded(LevelName name) => LevelOf(name).Owner != name;

    private int IndexOf(Level level)
    {
        for (int index = 0; index < Architecture.Levels.Count; index++)
        {
            if (Architecture.Levels[index].Owner == level.Owner)
            {
                return index;
            }
        }

        throw new ArgumentException($"{level.Owner} is no level of {Architecture.Name}.", nameof(level));
    }
}
