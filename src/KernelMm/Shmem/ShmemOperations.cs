using KernelMm.Faults;
using KernelMm.Filemap;
using KernelMm.Folios;
using KernelMm.Physical;

namespace KernelMm.Shmem;

/// <summary>Shared anonymous memory: pages that come into being when they are first used. In Linux: <c>shmem_anon_vm_ops</c>.</summary>
internal sealed class ShmemOperations : IVmOperations
{
    /// <summary>The only one: it knows nothing but what mappings say.</summary>
    public static readonly ShmemOperations Instance = new();

    public bool HasFault => true;

    public bool MayFaultUnderVmaLock => true;

    public void Open(Vma vma) => vma.Mapping!.Get();

    public void Close(Vma vma) => vma.Mapping!.Put();

    // In Linux: shmem_fault, with shmem_get_folio_gfp in it.
    public FaultResult Fault(ref VmFault vmf)
    {
        AddressSpace mapping = vmf.Vma.Mapping!;
        if (vmf.Pgoff.Value >= mapping.Size.Value)
        {
            return FaultResult.Sigbus;
        }

        while (true)
        {
            Folio folio = mapping.Find(vmf.Pgoff);
            if (!folio.IsNull)
            {
                folio.Machine.FolioLock.Lock(folio.Frame);
                if (folio.Mapping == mapping)
                {
                    vmf.Folio = folio;
                    return FaultResult.Locked;
                }

                // Taken out of the cache before it was locked.
                folio.Machine.FolioLock.Unlock(folio.Frame);
                folio.Put();
                continue;
            }

            folio = New(ref vmf);
            if (folio.IsNull)
            {
                return FaultResult.Oom;
            }

            if (TryAdd(mapping, folio, vmf.Pgoff))
            {
                vmf.Folio = folio;
                return FaultResult.Locked;
            }

            folio.Put();
        }
    }

    private static Folio New(ref VmFault vmf)
    {
        Folio folio = FolioAllocation.FolioPrealloc(vmf.Vma, vmf.Address, needZero: true);
        if (!folio.IsNull)
        {
            folio.Info.Flags |= (uint)(FrameFlags.Uptodate | FrameFlags.SwapBacked);
        }

        return folio;
    }

    // Locked before anybody can find it.
    private static bool TryAdd(AddressSpace mapping, Folio folio, Pgoff index)
    {
        Machine machine = folio.Machine;
        machine.FolioLock.Lock(folio.Frame);
        if (mapping.Add(folio, index))
        {
            machine.Lru.FolioAddLru(folio);
            return true;
        }

        machine.FolioLock.Unlock(folio.Frame);
        return false;
    }
}
