using KernelMm.Physical;

namespace KernelMm.Folios;

/// <summary>The machine's accounts of memory, by the numbers that frames have of them. In Linux: <c>mem_cgroup_idr</c>.</summary>
internal sealed class MemCgroups(Machine machine)
{
    private MemCgroup?[] _groups = [null];

    /// <summary>Gives an account its number, from 1.</summary>
    public ushort Add(MemCgroup group)
    {
        lock (this)
        {
            int id = _groups.Length;
            _groups = [.. _groups, group];
            return checked((ushort)id);
        }
    }

    public void Reset() => _groups = [null];

    /// <summary>The account with this number; null for 0.</summary>
    public MemCgroup? Of(ushort id) => _groups[id];

    /// <summary>
    /// Charges a folio that nobody else has yet to the account of an address space; where there is none, it is nobody's. In Linux:
    /// <c>mem_cgroup_charge</c>.
    /// </summary>
    /// <returns>Whether it failed, as in the kernel: the folio is the caller's to free.</returns>
    public bool Charge(Folio folio, Mm mm)
    {
        if (mm.Limits.Memcg is not { } group)
        {
            return false;
        }

        if (machine.PageAllocator.Failures.Fails(Gfp.Kernel, order: 0, "memcg_charge") || !group.TryCharge(1L << folio.Order))
        {
            return true;
        }

        folio.Info.Memcg = group.Id;
        return false;
    }
}
