using KernelMm.Physical;

namespace KernelMm.Tests.Physical;

/// <summary>Random sequences, against a reference that knows nothing of buddies: a map of which frames are taken.</summary>
public sealed class Free_memory_is_what_a_naive_reference_says
{
    [Theory]
    [InlineData(1, 777, 1)]
    [InlineData(2, 1024, 1)]
    [InlineData(3, 1000, 2)]
    [InlineData(4, 1536, 3)]
    public void A_block_is_found_exactly_where_an_aligned_free_run_is(ulong seed, int frames, int nodes)
    {
        MachineOptions options = new() { Memory = new ByteCount((ulong)frames * PageSize.Value), Nodes = nodes, PerCpuPages = 0 };
        using Machine machine = new(options);
        NaiveMemory naive = new(frames, nodes);
        List<(Frame Frame, int Order)> taken = [];
        SeededRandom random = new(seed);
        int refused = 0;
        for (int step = 0; step < 20_000; step++)
        {
            // Long stretches of more allocations than frees, and the other way about, so that memory runs full and empty.
            bool isFilling = step / 2000 % 2 == 0;
            if (taken.Count > 0 && random.Below(10) < (isFilling ? 3u : 7u))
            {
                int victim = (int)random.Below((uint)taken.Count);
                machine.PageAllocator.FreePages(taken[victim].Frame);
                naive.Free(taken[victim].Frame.Pfn, taken[victim].Order);
                taken.RemoveAt(victim);
                continue;
            }

            int order = (int)(random.Below(10) * random.Below(10) / 9);
            int node = (int)random.Below((uint)nodes);
            Frame? frame = machine.PageAllocator.AllocPages(Gfp.Atomic | Gfp.ThisNode, order, node);
            Assert.Equal(naive.HasRun(order, node), frame is not null);
            refused += frame is null ? 1 : 0;
            if (frame is { } got)
            {
                naive.Take(got.Pfn, order, node);
                taken.Add((got, order));
            }

            Assert.Equal(naive.FreeFrames, machine.PageAllocator.FreeFrames.Value);
        }

        Assert.True(refused > 10, "Memory never ran full.");
    }

    private sealed class NaiveMemory(int frames, int nodes)
    {
        private readonly bool[] _isTaken = [.. Enumerable.Range(0, frames).Select(frame => frame == 0)];
        private readonly int _perNode = frames / nodes;

        public ulong FreeFrames => (ulong)_isTaken.Count(isTaken => !isTaken);

        public bool HasRun(int order, int node)
        {
            int size = 1 << order;
            for (int first = node * _perNode; first < (node + 1) * _perNode; first++)
            {
                if (first % size == 0 && first + size <= (node + 1) * _perNode && _isTaken.AsSpan(first, size).IndexOf(true) < 0)
                {
                    return true;
                }
            }

            return false;
        }

        public void Take(Pfn pfn, int order, int node)
        {
            int first = (int)pfn.Value;
            Assert.Equal(0, first % (1 << order));
            Assert.InRange(first, node * _perNode, ((node + 1) * _perNode) - (1 << order));
            Assert.DoesNotContain(true, _isTaken.AsSpan(first, 1 << order).ToArray());
            _isTaken.AsSpan(first, 1 << order).Fill(true);
        }

        public void Free(Pfn pfn, int order) => _isTaken.AsSpan((int)pfn.Value, 1 << order).Clear();
    }
}
