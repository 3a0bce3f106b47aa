using System.Runtime.CompilerServices;
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
                int node = preferred + distance;
                uint frame = TakeFrom(current, order, node < _nodes.Length ? node : node % _nodes.Length);
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
        if (order == 0 && _kept > 0)
        {
            PerCpuPages list = _perCpu[(current.Cpu * _nodes.Length) + node];
            return TakeFrom(list, node);
        }

        _spinlocks[node].Lock();
        uint frame = _nodes[node].Take(order);
        _spinlocks[node].Unlock();
        return frame;
    }

    // Others may take all that was there, or that it was filled with: there is none only where it cannot be filled either.
    private uint TakeFrom(PerCpuPages list, int node)
    {
        uint frame;
        bool hasSome;
        do
        {
            hasSome = list.Count > _fewest || Refill(list, node);
            frame = list.Pop();
        }
        while (frame == 0 && hasSome);
        return frame;
    }

    // Half of what the list may have, if there is so much; the answer, whether there is any. In Linux: the part of __rmqueue_pcplist
    // that finds the list empty.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Refill(PerCpuPages list, int node)
    {
        Span<uint> taken = stackalloc uint[MostAtOnce];
        _spinlocks[node].Lock();
        int count = _nodes[node].TakeAll(taken[..(int)Math.Clamp(_kept / 2, 1, MostAtOnce)]);
        _spinlocks[node].Unlock();
        if (count != 0)
        {
            list.PushAllBelow(taken[..count]);
        }

        return count != 0;
    }

    private void GiveBack(TaskState current, uint first, int order)
    {
        int node = NodeOf(new Pfn(first));
        if (order > 0 || _kept == 0)
        {
            Give(node, first, order);
            return;
        }

        PerCpuPages list = _perCpu[(current.Cpu * _nodes.Length) + node];
        if (list.Push(first) > _kept)
        {
            Drain(list, node, _kept / 2);
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
        if (_kept == 0)
        {
            GiveAll(node, frames);
            return;
        }

        // Of more than the list may have only what it would be left with comes to it.
        PerCpuPages list = _perCpu[(current.Cpu * _nodes.Length) + node];
        int most = (int)_kept;
        if (frames.Length > most)
        {
            int missing = Math.Max(0, (most / 2) - (int)list.Count);
            GiveAll(node, frames[missing..]);
            frames = frames[..missing];
        }

        if (list.PushAll(frames) > _kept)
        {
            Drain(list, node, _kept / 2);
        }
    }

    private void GiveAll(int node, ReadOnlySpan<uint> frames)
    {
        _spinlocks[node].Lock();
        while (!frames.IsEmpty)
        {
            int run = 1;
            while (run < frames.Length && frames[run] == frames[0] + (uint)run)
            {
                run++;
            }

            _nodes[node].GiveRun(frames[0], (uint)run);
            frames = frames[run..];
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
        Span<uint> taken = stackalloc uint[MostAtOnce];
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
