using KernelMm.Locking;

namespace KernelMm.Physical;

/// <content>Where frames come from and go to: the CPU's own list, the nearest node's blocks, and what can be got back.</content>
public sealed partial class PageAllocator
{
    private uint Take(TaskState current, Gfp gfp, int order, int preferred)
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            for (int distance = 0; distance < _nodes.Length; distance++)
            {
                uint frame = TakeFrom(current, order, (preferred + distance) % _nodes.Length);
                if (frame != 0 || (gfp & Gfp.ThisNode) != 0)
                {
                    return frame;
                }
            }

            Reclaim(gfp);
        }

        return 0;
    }

    // What CPUs keep to themselves may be what is missing, or what RCU's readers keep from being freed; for those one may have to wait.
    private void Reclaim(Gfp gfp)
    {
        if ((gfp & Gfp.Kernel) != 0)
        {
            _machine.Rcu.Barrier();
        }
        else
        {
            _machine.Rcu.Poll();
        }

        DrainAllPages();
    }

    private uint TakeFrom(TaskState current, int order, int node)
    {
        if (order == 0 && _machine.Options.PerCpuPages > 0)
        {
            uint kept = _perCpu[(current.Cpu * _nodes.Length) + node].Pop();
            if (kept != 0)
            {
                return kept;
            }
        }

        _spinlocks[node].Lock();
        uint frame = _nodes[node].Take(order);
        _spinlocks[node].Unlock();
        return frame;
    }

    private void GiveBack(TaskState current, uint first, int order)
    {
        int node = NodeOf(new Pfn(first));
        uint high = (uint)_machine.Options.PerCpuPages;
        if (order > 0 || high == 0)
        {
            Give(node, first, order);
            return;
        }

        PerCpuPages list = _perCpu[(current.Cpu * _nodes.Length) + node];
        if (list.Push(first) > high)
        {
            Drain(list, node, high / 2);
        }
    }

    // In runs of the same node, each of which takes each lock once.
    private void GiveBackAll(TaskState current, ReadOnlySpan<uint> frames)
    {
        while (!frames.IsEmpty)
        {
            int node = NodeOf(new Pfn(frames[0]));
            int run = 1;
            while (run < frames.Length && NodeOf(new Pfn(frames[run])) == node)
            {
                run++;
            }

            GiveBackRun(current, node, frames[..run]);
            frames = frames[run..];
        }
    }

    private void GiveBackRun(TaskState current, int node, ReadOnlySpan<uint> frames)
    {
        uint high = (uint)_machine.Options.PerCpuPages;
        if (high == 0)
        {
            GiveAll(node, frames);
            return;
        }

        PerCpuPages list = _perCpu[(current.Cpu * _nodes.Length) + node];
        if (list.PushAll(frames) > high)
        {
            Drain(list, node, high / 2);
        }
    }

    private void GiveAll(int node, ReadOnlySpan<uint> frames)
    {
        _spinlocks[node].Lock();
        foreach (uint frame in frames)
        {
            _nodes[node].Give(frame, 0);
        }

        _spinlocks[node].Unlock();
    }

    // In Linux: drain_all_pages.
    private void DrainAllPages()
    {
        for (int list = 0; list < _perCpu.Length; list++)
        {
            Drain(_perCpu[list], list % _nodes.Length, 0);
        }
    }

    private void Drain(PerCpuPages list, int node, uint keep)
    {
        Span<uint> taken = stackalloc uint[64];
        while (list.Count > keep)
        {
            int count = list.PopAll(taken[..(int)Math.Min(list.Count - keep, (uint)taken.Length)]);
            if (count == 0)
            {
                return;
            }

            GiveAll(node, taken[..count]);
        }
    }

    private void Give(int node, uint first, int order)
    {
        _spinlocks[node].Lock();
        _nodes[node].Give(first, order);
        _spinlocks[node].Unlock();
    }
}
