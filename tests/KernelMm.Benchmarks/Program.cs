using System.Globalization;

namespace KernelMm.Benchmarks;

/// <summary>Checks that all variants agree, times them side by side, and prints how the ratios stand against their goals.</summary>
internal static class Program
{
    private const int DefaultRounds = 5;

    private const string Usage = """
        usage: dotnet run -c Release --project tests/KernelMm.Benchmarks [-- --short | --rounds N [--only NAME] | --points | --exploration SECONDS | --generator | --decode
                                                                    | --address-spaces ROUNDS | --address-space-sizes PAGES]

          --rounds N   how often everything is measured; the medians count (default 5)
          --only NAME  only the class of benchmarks of this name
          --points     measure the core's operations against a build without scheduling points
          --short      check that all variants agree, then one short round
          --exploration SECONDS
                       measure the explorer instead, each strategy for so long
          --generator  measure the source generator instead: cold, after edits, with 1,000 files
          --decode     measure the tool instead: a million entries of each architecture
          --address-spaces ROUNDS
                       measure the core's calls beside this machine's kernel instead
          --address-space-sizes PAGES
                       measure them for 1 Ki pages up to so many: 4194304 takes some 20 GiB
        """;

    public static int Main(string[] arguments) => MeasureApart(arguments) ?? MeasureWalks(arguments);

    // What is measured by itself; null where nothing of it was asked for.
    private static int? MeasureApart(string[] arguments)
    {
        switch (arguments)
        {
            case ["--exploration", var seconds] when double.TryParse(seconds, CultureInfo.InvariantCulture, out double time) && time > 0:
                // A process is native or explored from start to end.
                AppContext.SetSwitch(Scheduling.Explored.SwitchName, true);
                Exploration.Speed.Measure(Console.Out, time);
                return 0;
            case ["--generator"]:
                new Generating.Speed(Console.Out, DefaultRounds).Measure();
                return 0;
            case ["--decode"]:
                return new Decoding.Speed(Console.Out).Measure() == 0 ? 0 : 1;
            case ["--address-spaces", var times] when int.TryParse(times, NumberStyles.None, CultureInfo.InvariantCulture, out int rounds) && rounds > 0:
                AddressSpaces.Speed.Measure(Console.Out, rounds, AddressSpaces.Speed.DefaultPages);
                return 0;
            case ["--address-space-sizes", var most] when ulong.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out ulong pages):
                AddressSpaces.Sizes.Measure(Console.Out, pages);
                return 0;
            case ["--points"]:
                return Native.PointsCost.Measure(Console.Out);
            case [Native.PointsCost.Once, var folder]:
                return Native.PointsCost.MeasureOnce(Console.Out, folder);
            default:
                return null;
        }
    }

    private static int MeasureWalks(string[] arguments)
    {
        string? only = null;
        if (arguments is [.. var others, "--only", var name])
        {
            (arguments, only) = (others, name);
        }

        if (!TryParse(arguments, out int rounds, out bool isShort) || !Rounds.Knows(only))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

#if DEBUG
        Console.Error.WriteLine("This is a debug build: its times mean nothing. Use -c Release.");
#endif
        Fixture fixture = Fixture.Shared;
        if (fixture.Baseline is null)
        {
            Console.WriteLine(fixture.BaselineProblem);
        }

        if (Equality.FindMismatch(fixture) is { } mismatch)
        {
            Console.Error.WriteLine($"The variants do not agree. {mismatch}");
            return 1;
        }

        Console.WriteLine("All variants agree.");
        return Measure(new Rounds(only), rounds, isShort, fixture.Baseline is not null);
    }

    private static int Measure(Rounds rounds, int count, bool isShort, bool hasBaseline)
    {
        while (rounds.Count < count)
        {
            Console.WriteLine($"Round {rounds.Count + 1} of {count} …");
            if (rounds.Run(isShort, hasBaseline) is { } problem)
            {
                Console.Error.WriteLine(problem);
                return 1;
            }
        }

        Report.Write(Console.Out, rounds);
        return 0;
    }

    private static bool TryParse(string[] arguments, out int rounds, out bool isShort)
    {
        rounds = DefaultRounds;
        isShort = false;
        switch (arguments)
        {
            case []:
                return true;
            case ["--short"]:
                (rounds, isShort) = (1, true);
                return true;
            case ["--rounds", var number]:
                return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0;
            default:
                return false;
        }
    }
}
