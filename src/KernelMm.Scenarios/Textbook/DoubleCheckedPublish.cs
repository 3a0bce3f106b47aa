using KernelMm.Scenarios.Cells;

namespace KernelMm.Scenarios.Textbook;

/// <summary>
/// Two actors want one object that is made on first use, under a lock that is not taken where the object is there. Broken, it is
/// shown to others before it is filled.
/// </summary>
internal static class DoubleCheckedPublish
{
    public static Scenario Broken() => Making(static (pointer, contents) =>
    {
        pointer.Write(1);
        contents.Write(42);
    });

    public static Scenario Repaired() => Making(static (pointer, contents) =>
    {
        contents.Write(42);
        pointer.Write(1);
    });

    private static Play Making(Action<SharedCell<int>, SharedCell<int>> make)
    {
        SharedCell<int> pointer = new("pointer");
        SharedCell<int> contents = new("contents");
        ToyLock init = new("init");
        void Use()
        {
            if (pointer.Read() == 0)
            {
                init.Acquire();
                if (pointer.Read() == 0)
                {
                    make(pointer, contents);
                }

                init.Release();
            }

            int seen = contents.Read();
            Expect.That(seen == 42, "HALFMADE", $"The object was there, and held {seen}.");
        }

        return new Play(
            begin: () =>
            {
                pointer.Settled = 0;
                contents.Settled = 0;
                init.Clear();
            },
            end: static () => { },
            dispose: null,
            ("first", Use),
            ("second", Use));
    }
}
