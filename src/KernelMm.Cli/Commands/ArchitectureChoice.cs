using KernelMm.Contracts;

namespace KernelMm.Cli.Commands;

/// <summary>Finds the architecture and the level that a name means.</summary>
internal static class ArchitectureChoice
{
    /// <summary>The architecture of that name.</summary>
    public static IArchitecture ByName(IReadOnlyList<IArchitecture> architectures, string name) =>
        architectures.FirstOrDefault(architecture => architecture.Layout.Name == name)
        ?? throw new InputException($"There is no architecture {name.Quote()}{Suggestion.For(name, Names(architectures))}");

    /// <summary>The level of an architecture that one of Linux's five names means there.</summary>
    public static PageTableLevel LevelByName(ArchitectureLayout layout, string name)
    {
        PageTableLevel[] levels = [.. layout.Levels.SelectMany(level => level.Names)];
        foreach (PageTableLevel level in levels)
        {
            if (level.KernelName() == name)
            {
                return level;
            }
        }

        throw new InputException(
            $"{layout.Name} has no level {name.Quote()}{Suggestion.For(name, [.. levels.Select(level => level.KernelName())])}");
    }

    /// <summary>The names of all architectures, for a sentence.</summary>
    public static string[] Names(IEnumerable<IArchitecture> architectures) =>
        [.. architectures.Select(architecture => architecture.Layout.Name)];

    /// <summary>The level's name as the kernel writes it.</summary>
    public static string KernelName(this PageTableLevel level) => level switch
    {
        PageTableLevel.Pte => "pte",
        PageTableLevel.Pmd => "pmd",
        PageTableLevel.Pud => "pud",
        PageTableLevel.P4d => "p4d",
        PageTableLevel.Pgd => "pgd",
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };
}
