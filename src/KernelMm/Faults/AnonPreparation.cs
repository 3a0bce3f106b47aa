using System.Runtime.CompilerServices;
using KernelMm.Rmap;
using KernelMm.Scheduling;

namespace KernelMm.Faults;

/// <summary>What a fault needs before it makes a mapping's first private page. In Linux: <c>vmf_anon_prepare</c>.</summary>
internal static class AnonPreparation
{
    /// <summary>
    /// Sees to it that the mapping has an anon_vma. With the mapping's lock alone the neighbours cannot be looked at, and the
    /// address space's can only be tried: its writer may be waiting for the very lock that is held. In Linux: <c>vmf_anon_prepare</c>.
    /// </summary>
    /// <returns>Nothing; <see cref="FaultResult.Retry"/> with the mapping's lock given back; or <see cref="FaultResult.Oom"/>.</returns>
    [MaySleep]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FaultResult VmfAnonPrepare(ref VmFault vmf)
    {
        Vma vma = vmf.Vma;
        Points.Before(SharedOperation.Read, AnonVmaPreparation.FieldKind, vma.Start.Value);
        return vma.AnonVma is not null ? FaultResult.None : Prepare(ref vmf);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static FaultResult Prepare(ref VmFault vmf)
    {
        Vma vma = vmf.Vma;
        if (!vmf.Is(FaultFlags.VmaLock))
        {
            return Prepare(vma);
        }

        if (!vma.Mm.MmapLock.MmapReadTrylock())
        {
            vma.Lock.VmaEndRead();
            return FaultResult.Retry;
        }

        FaultResult prepared = Prepare(vma);
        vma.Mm.MmapLock.MmapReadUnlock();
        return prepared;
    }

    private static FaultResult Prepare(Vma vma) =>
        AnonVmaPreparation.AnonVmaPrepare(vma) == Errno.None ? FaultResult.None : FaultResult.Oom;
}
