using KernelMm.Scenarios.Cells;

namespace KernelMm.Scenarios.Textbook;

/// <summary>Several actors add one to a counter: by a read and a write, or in one step.</summary>
internal static class LostUpdate
{
    public static Scenario Broken(int actors = 2) => Counting(actors, counter => counter.Write(counter.Read() + 1));

    public static Scenario Repaired(int actors = 2) => Counting(actors, counter => counter.Update(static count => count + 1));

    private static Play Counting(int actors, Action<SharedCell<int>> increment)
    {
        SharedCell<int> counter = new("counter");
        return new Play(
            begin: () => counter.Settled = 0,
            end: () => Expect.That(counter.Settled == actors, "LOST", $"{actors} increments left {counter.Settled}."),
            dispose: null,
            actors: [.. Enumerable.Range(1, actors).Select(number => ($"adder {number}", (Action)(() => increment(counter))))]);
    }
}
