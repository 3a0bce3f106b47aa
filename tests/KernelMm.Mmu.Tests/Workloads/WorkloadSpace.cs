using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Workloads;

/// <summary>
/// An address space that the core built, in a guest's RAM. What the guest's program needs of it is added in the half that is the
/// kernel's, where the core has nothing.
/// </summary>
internal sealed class WorkloadSpace : GuestSpace
{
    public WorkloadSpace(Guest guest, GuestRam ram, PhysicalAddress root, Random random)
        : base(guest, ram, isUpper: false, random, MemoryMap.Landing, MemoryMap.Spare)
    {
        Root = guest.RootOf(root);
        guest.Reserve(this);
    }

    public override VirtualAddress NextPage()
    {
        VirtualAddress page = base.NextPage();
        return Layout.Extension == AddressExtension.Sign ? Canonical((page.Value & LastTranslated) | (1UL << (AddressBits - 1))) : page;
    }
}
