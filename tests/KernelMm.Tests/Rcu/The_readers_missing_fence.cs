using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;

namespace KernelMm.Tests.Rcu;

/// <summary>
/// Readers have no fence, so a reader's processor may read ahead of telling that it is in a section. Who waits makes up for it with a
/// fence in every thread. The same race is run with that fence and without: with it nothing may ever go wrong, and without it
/// something must, or this test would not notice a missing fence.
/// </summary>
public sealed class The_readers_missing_fence
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void Is_made_up_for_by_who_waits() =>
        Assert.Equal(0, Race(isFenced: true, TimeSpan.FromSeconds(2)).ReadAfterGracePeriod);

    [Fact]
    public void Would_be_noticed()
    {
        (int wrong, int rounds) = Race(isFenced: false, Patience);

        // Where the threads never ran side by side, or the processor does not reorder, nothing can be shown.
        Assert.SkipWhen(wrong == 0, $"In {rounds} rounds this machine never let a read pass a write.");
        Assert.True(wrong > 0);
    }

    // In each round the reader enters and reads what is published, and stays inside; the other takes it back, looks for readers, and
    // where it sees none calls it freed. A reader that has read it must have been seen.
    private static (int ReadAfterGracePeriod, int Rounds) Race(bool isFenced, TimeSpan duration)
    {
        using Machine machine = new(new ByteCount(64 * PageSize.Value));
        Words words = new();
        Waiter waiter = new(machine);
        Stopwatch watch = Stopwatch.StartNew();
        int wrong = 0;
        int rounds = 0;
        Threads.Run(
            () =>
            {
                for (int round = 1; watch.Elapsed < duration && (isFenced || wrong == 0); round++)
                {
                    Volatile.Write(ref words.Published, 1);
                    Volatile.Write(ref words.Round, round);
                    Thread.SpinWait(round % 32);
                    Volatile.Write(ref words.Published, 0);
                    bool isFree = waiter.SeesNoReader(isFenced);
                    Volatile.Write(ref words.Looked, round);
                    Words.Await(ref words.Done, round);
                    wrong += isFree && words.Saw == 1 ? 1 : 0;
                    rounds = round;
                }

                Volatile.Write(ref words.Round, -1);
            },
            () =>
            {
                for (int round = 1; Words.Await(ref words.Round, round); round++)
                {
                    machine.Rcu.ReadLock();
                    words.Saw = Volatile.Read(ref words.Published);
                    Words.Await(ref words.Looked, round);
                    machine.Rcu.ReadUnlock();
                    Volatile.Write(ref words.Done, round);
                }
            });
        return (wrong, rounds);
    }

    /// <summary>What the two threads tell each other.</summary>
    private sealed class Words
    {
        public int Published;
        public int Round;
        public int Looked;
        public int Done;
        public int Saw;

        /// <summary>Waits for a round; false where there is none any more.</summary>
        public static bool Await(ref int word, int round)
        {
            SpinWait wait = default;
            int seen;
            while ((seen = Volatile.Read(ref word)) != round)
            {
                if (seen < 0)
                {
                    return false;
                }

                // Yields after a while: the other may be waiting for this processor.
                wait.SpinOnce(sleep1Threshold: -1);
            }

            return true;
        }
    }

    /// <summary>Who waits for readers, with its fence or without, which no public function allows.</summary>
    private sealed class Waiter
    {
        private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

        private readonly Action _fence;
        private readonly Action _begin;
        private readonly Func<object?> _straggler;

        public Waiter(Machine machine)
        {
            Type type = typeof(Machine).Assembly.GetType("KernelMm.Rcu.GracePeriod", throwOnError: true)!;
            object gracePeriod = Activator.CreateInstance(type)!;
            object tasks = typeof(Machine).GetProperty("Tasks", Any)!.GetValue(machine)!;
            MethodInfo begin = type.GetMethod("Begin", Any)!;
            _fence = type.GetMethod("Fence", Any)!.CreateDelegate<Action>();
            _begin = Bind(gracePeriod, begin, tasks);
            _straggler = type.GetMethod("Straggler", Any)!.CreateDelegate<Func<object?>>(gracePeriod);
        }

        public bool SeesNoReader(bool isFenced)
        {
            if (isFenced)
            {
                _fence();
            }
            else
            {
                // Its own fence, which everybody remembers.
                Interlocked.MemoryBarrier();
            }

            _begin();
            return _straggler() is null;
        }

        private static Action Bind(object target, MethodInfo method, object argument) =>
            Expression.Lambda<Action>(Expression.Call(Expression.Constant(target), method, Expression.Constant(argument))).Compile();
    }
}
