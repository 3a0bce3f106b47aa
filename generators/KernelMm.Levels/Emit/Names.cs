using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>From the kernel's identifiers to C#'s: each word capitalised, and the <c>mk</c> of a transition a word of its own.</summary>
internal static class Names
{
    private static readonly string[] LowerNames = [.. Enum.GetNames(typeof(LevelName)).Select(name => name.ToLowerInvariant())];

    /// <summary>The kernel's identifier in PascalCase: <c>swp_mkexclusive</c> becomes <c>SwpMkExclusive</c>.</summary>
    public static string Pascal(string kernelName) =>
        string.Concat(kernelName.Split(['_'], StringSplitOptions.RemoveEmptyEntries).Select(Word));

    /// <summary>A level's name as the kernel writes it: <c>pte</c>.</summary>
    public static string Lower(LevelName name) => LowerNames[(int)name];

    /// <summary>The prefix that Linux's constants of a level have: <c>Pgdir</c> for the highest, as in <c>PGDIR_SHIFT</c>.</summary>
    public static string ConstantPrefix(LevelName name) => name == LevelName.Pgd ? "Pgdir" : name.ToString();

    private static string Word(string word)
    {
        word = word.ToLowerInvariant();
        return word.StartsWith("mk", StringComparison.Ordinal) && word.Length > 2 ? "Mk" + Capital(word.Substring(2)) : Capital(word);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);
}
