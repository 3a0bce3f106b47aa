namespace KernelMm.Benchmarks;

/// <summary>
/// Before anything is timed: all variants must answer the same. It runs them often enough that the JIT has compiled them for
/// good when the first measurement starts.
/// </summary>
internal static class Equality
{
    private const int Repetitions = 60;

    /// <summary>The first disagreement, or null.</summary>
    public static string? FindMismatch(Fixture fixture) =>
        Walks("dense", fixture.Dense, fixture.Baseline)
        ?? Walks("sparse", fixture.Sparse, fixture.Baseline)
        ?? Translations(fixture);

    private static string? Walks(string name, AddressSpace space, Baseline? baseline)
    {
        string? Check(string variant, Func<AddressSpace, Counts> walk) => Repeated(space.Expected, () => walk(space)) is { } wrong
            ? $"{name} walk, {variant}: counted {wrong} instead of {space.Expected}."
            : null;

        return Check("callbacks", Workloads.WalkEntries)
            ?? Check("runs", Workloads.WalkRuns)
            ?? (baseline is null ? null : Check("C callback", baseline.WalkCallback)
                ?? Check("C callback without branches", baseline.WalkCallbackBranchFree)
                ?? Check("C inlined", baseline.WalkInlined));
    }

    private static string? Translations(Fixture fixture)
    {
        const int Some = 100_000;
        ulong ours = Workloads.TranslateAll(fixture.Dense, fixture.Addresses[..Some]);
        if (Repeated(ours, () => Workloads.TranslateAll(fixture.Dense, fixture.Addresses[..Some])) is { } other)
        {
            return $"translation: {other} the second time, {ours} the first.";
        }

        ours = Workloads.TranslateAll(fixture.Dense, fixture.Addresses);
        return fixture.Baseline?.TranslateAll(fixture.Dense, fixture.Addresses) is { } theirs && theirs != ours
            ? $"translation: C says {theirs}, C# {ours}."
            : null;
    }

    private static T? Repeated<T>(T expected, Func<T> run)
        where T : struct
    {
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            T result = run();
            if (!result.Equals(expected))
            {
                return result;
            }
        }

        return null;
    }
}
