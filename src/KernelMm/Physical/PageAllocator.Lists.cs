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

    private void GiveBackAll(TaskState current, ReadOnlySpan<uint> frames)
    {
        foreach (uint frame in frames)
        {
            GiveBack(current, frame, 0);
        }
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
        while (list.Count > keep && list.Pop() is var frame and not 0)
        {
            Give(node, frame, 0);
        }
    }

    private void Give(int node, uint first, int order)
    {
        _spinlocks[node].Lock();
        _nodes[node].Give(first, order);
        _spinlocks[node].Unlock();
    }
}
