namespace KernelMm.Cli.Tests;

internal static class ListExtensions
{
    /// <summary>Where an item stands in a list in which it must stand.</summary>
    public static int IndexOf(this IReadOnlyList<string> list, string item)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] == item)
            {
                return i;
            }
        }

        throw new ArgumentException($"'{item}' is not in the list.", nameof(item));
    }
}
