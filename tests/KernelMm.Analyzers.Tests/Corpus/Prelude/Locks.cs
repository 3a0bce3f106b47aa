using KernelMm.Contracts;
using KernelMm.PageTables.X64;

namespace KernelMm.Corpus;

public static partial class Kernel
{
    [MaySleep]
    [ProtectsSlot]
    [Acquires(HeldResource.MmapLock)]
    public static void MmapReadLock(Mm mm) { }

    [ProtectsSlot]
    [Acquires(HeldResource.MmapLock)]
    public static bool MmapReadTrylock(Mm mm) => true;

    [Releases(HeldResource.MmapLock)]
    public static void MmapReadUnlock(Mm mm) { }

    [MaySleep]
    [ProtectsSlot]
    [Acquires(HeldResource.MmapWriteLock)]
    public static void MmapWriteLock(Mm mm) { }

    [Releases(HeldResource.MmapWriteLock)]
    public static void MmapWriteUnlock(Mm mm) { }

    [MaySleep]
    [ProtectsSlot]
    [Acquires(HeldResource.RmapLock)]
    public static void IMmapLockRead(Vma vma) { }

    [Releases(HeldResource.RmapLock)]
    public static void IMmapUnlockRead(Vma vma) { }

    [MaySleep]
    [Acquires(HeldResource.RmapLock)]
    public static void TakeRmapLocks(Vma vma) { }

    [Releases(HeldResource.RmapLock)]
    public static void DropRmapLocks(Vma vma) { }

    [MaySleep]
    [Acquires("anon_vma lock (write)")]
    public static void AnonVmaLockWrite(Vma vma) { }

    [Acquires("anon_vma lock (write)")]
    public static bool AnonVmaTrylockWrite(Vma vma) => true;

    [Releases("anon_vma lock (write)")]
    public static void AnonVmaUnlockWrite(Vma vma) { }

    [Acquires(HeldResource.PmdLock)]
    public static SpinlockPtr PmdLock(Mm mm, [LiveSlot] PmdPtr pmd) => default;

    [Acquires(HeldResource.PmdLock)]
    public static bool PmdTrylock(Mm mm, [LiveSlot] PmdPtr pmd, out SpinlockPtr pml)
    {
        pml = default;
        return true;
    }

    [Releases(HeldResource.PmdLock)]
    public static void PmdUnlock(Mm mm, SpinlockPtr pml) { }

    /// <summary>Takes the pmd's lock where the slot holds a huge page or a migration entry; else answers the null lock.</summary>
    public static SpinlockPtr PmdTransHugeLock(Mm mm, [LiveSlot] PmdPtr pmd) => default;

    [MaySleep]
    public static void CondResched() { }

    public static bool NeedResched() => false;

    [Acquires(HeldResource.InterruptsOff)]
    [ProtectsSlot]
    public static nuint LocalIrqSave() => 0;

    [Releases(HeldResource.InterruptsOff)]
    public static void LocalIrqRestore(nuint flags) { }

    [Acquires(HeldResource.LazyMmuMode)]
    public static void ArchEnterLazyMmuMode() { }

    [Releases(HeldResource.LazyMmuMode)]
    public static void ArchLeaveLazyMmuMode() { }

    [MaySleep]
    [Acquires(HeldResource.MmuNotifierRange)]
    public static void MmuNotifierInvalidateRangeStart(Mm mm, VirtualAddress start, VirtualAddress end) { }

    [Releases(HeldResource.MmuNotifierRange)]
    public static void MmuNotifierInvalidateRangeEnd(Mm mm, VirtualAddress start, VirtualAddress end) { }

    [Acquires("page faults disabled")]
    public static void PagefaultDisable() { }

    [Releases("page faults disabled")]
    public static void PagefaultEnable() { }
}
