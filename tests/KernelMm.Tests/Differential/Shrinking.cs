namespace KernelMm.Tests.Differential;

/// <summary>Sequences made short.</summary>
internal static class Shrinking
{
    /// <summary>
    /// Drops pieces of a sequence that fails, halves first and single calls at last, until none can be dropped that it would still fail without.
    /// </summary>
    /// <param name="calls">A sequence that fails.</param>
    /// <param name="fails">Whether one does.</param>
    public static Call[] Shrink(Call[] calls, Func<Call[], bool> fails)
    {
        int size = Math.Max(1, calls.Length / 2);
        while (true)
        {
            int before = calls.Length;
            calls = Without(calls, size, fails);
            if (size == 1 && calls.Length == before)
            {
                return calls;
            }

            size = Math.Max(1, size / 2);
        }
    }

    private static Call[] Without(Call[] calls, int size, Func<Call[], bool> fails)
    {
        for (int start = 0; start < calls.Length;)
        {
            Call[] fewer = [.. calls[..start], .. calls[Math.Min(calls.Length, start + size)..]];
            if (fails(fewer))
            {
                calls = fewer;
            }
            else
            {
                start += size;
            }
        }

        return calls;
    }
}
