using System.Diagnostics;

namespace KernelMm.Tests;

/// <summary>Real threads that start together; what one of them throws, the test throws.</summary>
internal static class Threads
{
    public static void Run(params Action[] bodies)
    {
        using Barrier start = new(bodies.Length);
        Exception?[] failures = new Exception?[bodies.Length];
        Thread[] threads = [.. bodies.Select((body, index) => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                body();
            }
            catch (Exception failure)
            {
                failures[index] = failure;
            }
        })
        {
            IsBackground = true,
        })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(failures, Assert.Null);
    }

    public static void Run(int count, Action<int> body) => Run([.. Enumerable.Range(0, count).Select(index => (Action)(() => body(index)))]);

    /// <summary>Runs laps on threads of their own for as long as something else runs, however that ends.</summary>
    public static void Beside(Action body, params Action[] laps)
    {
        bool isDone = false;
        Action first = () =>
        {
            try
            {
                body();
            }
            finally
            {
                Volatile.Write(ref isDone, true);
            }
        };
        Run([first, .. laps.Select(lap => (Action)(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                lap();
            }
        }))]);
    }

    /// <summary>
    /// Whether a round is still due: so many, and then more, within a bound, until what the test is about has been met. On a busy
    /// machine a thread may be through before the other has begun.
    /// </summary>
    public static bool IsDue(int round, int atLeast, Func<bool> isMet) =>
        round < atLeast || (round < 100 * (long)atLeast && !isMet());

    /// <summary>Runs something on another thread and waits for it.</summary>
    public static void Elsewhere(Action body) => Run(body);

    /// <summary>Starts something that is expected to wait.</summary>
    public static Background Start(Action body) => new(body);

    /// <summary>Waits until something has happened elsewhere; fails when it does not.</summary>
    public static void Until(Func<bool> happened)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "What was waited for did not happen.");
            Thread.Sleep(1);
        }
    }

    /// <summary>Gives what should not happen a good opportunity to happen.</summary>
    public static bool StaysFalse(Func<bool> happened)
    {
        Thread.Sleep(30);
        return !happened();
    }
}

/// <summary>A thread that runs something; what it throws, <see cref="Join"/> throws.</summary>
internal sealed class Background
{
    private readonly Thread _thread;
    private Exception? _failure;

    public Background(Action body)
    {
        _thread = new Thread(() =>
        {
            try
            {
                body();
            }
            catch (Exception failure)
            {
                _failure = failure;
            }
        })
        {
            IsBackground = true,
        };
        _thread.Start();
    }

    public bool IsDone => !_thread.IsAlive;

    public void Join()
    {
        Assert.True(_thread.Join(TimeSpan.FromSeconds(60)), "It still waits.");
        Assert.Null(_failure);
    }
}
