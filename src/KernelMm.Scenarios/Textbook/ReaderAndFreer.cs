using KernelMm.Scenarios.Cells;

namespace KernelMm.Scenarios.Textbook;

/// <summary>A reader follows a pointer that another unpublishes; broken, what it points to is freed without waiting for readers.</summary>
internal static class ReaderAndFreer
{
    private const int Freed = -1;

    public static Scenario Broken() => Reading(waits: false);

    public static Scenario Repaired() => Reading(waits: true);

    private static Play Reading(bool waits)
    {
        SharedCell<bool> published = new("published");
        SharedCell<int> contents = new("contents");
        SharedCell<int> readers = new("readers");
        void Read()
        {
            readers.Update(static count => count + 1);
            if (published.Read())
            {
                int seen = contents.Read();
                Expect.That(seen != Freed, "FREED", "The reader looked at what had been freed.");
            }

            readers.Update(static count => count - 1);
        }

        void Free()
        {
            published.Write(false);
            if (waits)
            {
                readers.ReadUntil(static count => count == 0);
            }

            contents.Write(Freed);
        }

        return new Play(
            begin: () =>
            {
                published.Settled = true;
                contents.Settled = 7;
                readers.Settled = 0;
            },
            end: static () => { },
            dispose: null,
            ("reader", Read),
            ("freer", Free));
    }
}
