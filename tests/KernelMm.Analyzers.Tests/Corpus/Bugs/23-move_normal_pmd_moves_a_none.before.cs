// 23. M16. move_normal_pmd decided that the slot holds a table before it took the locks, and moved whatever it found under them (6fa1066fc5d0, 2024).
internal static class MoveNormalPmd
{
    [NeedsHeld(HeldResource.MmapWriteLock)]
    internal static bool Move(Mm mm, PmdPtr oldPmd, PmdPtr newPmd)
    {
        if (!PmdpGetLockless(mm, newPmd).None)
        {
            return false;
        }

        var pml = PmdLock(mm, oldPmd);
        var pmd = PmdpGet(mm, oldPmd);
        PmdClear(mm, oldPmd);
        PmdPopulate(mm, newPmd, pmd.TableAddress); // KMM0012
        PmdUnlock(mm, pml);
        return true;
    }
}
