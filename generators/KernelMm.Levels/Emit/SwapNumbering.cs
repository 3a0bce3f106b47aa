using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>
/// The numbers of the non-swap types. Linux counts them down from the highest type, so each number depends on which of the types
/// above it exist.
/// </summary>
internal static class SwapNumbering
{
    /// <summary>The numbers where every parameter has its default; types that do not exist then are absent.</summary>
    public static Dictionary<string, int> Default(Architecture architecture, SwapLayout swap)
    {
        string[] names = [.. swap.Types.Where(group => Exists(architecture, group)).SelectMany(group => group.Names)];
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            numbers.Add(name, swap.TypeCount - names.Length + numbers.Count);
        }

        return numbers;
    }

    private static bool Exists(Architecture architecture, SwapTypeGroup group) =>
        group.When is null || architecture.Parameters.First(parameter => parameter.Name == group.When).Default != 0;
}
