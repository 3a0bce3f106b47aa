// 3. M13. A helper says that its callers hold the pmd lock, and sleeps: whoever keeps to the contract sleeps under a spinlock.
internal static class SplitSleeps
{
    [MaySleep]
    [NeedsHeld(HeldResource.VmaLock)]
    internal static void Split(Vma vma, PmdPtr pmd, VirtualAddress addr)
    {
        if (PmdpGetLockless(vma.Mm, pmd).Leaf)
        {
            SplitHugePmd(vma, pmd, addr);
        }
    }
}
