using KernelMm.Scenarios.Cells;

namespace KernelMm.Scenarios.Textbook;

/// <summary>One sleeps until another says that it is ready; broken, it may be told between looking and going to sleep.</summary>
internal static class MissedWakeUp
{
    public static Scenario Broken() => Sleeping(static (ready, queue) =>
    {
        if (!ready.Read())
        {
            queue.Sleep();
        }
    });

    public static Scenario Repaired() => Sleeping(static (ready, queue) =>
    {
        int ticket = queue.Prepare();
        if (!ready.Read())
        {
            queue.SleepUnlessWokenSince(ticket);
        }
    });

    private static Play Sleeping(Action<SharedCell<bool>, WaitQueue> sleep)
    {
        SharedCell<bool> ready = new("ready");
        WaitQueue queue = new("queue");
        return new Play(
            begin: () =>
            {
                ready.Settled = false;
                queue.Clear();
            },
            end: static () => { },
            dispose: null,
            ("sleeper", () => sleep(ready, queue)),
            ("waker", () => Wake(ready, queue)));
    }

    private static void Wake(SharedCell<bool> ready, WaitQueue queue)
    {
        ready.Write(true);
        queue.WakeAll();
    }
}
