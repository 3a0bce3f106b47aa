using KernelMm.Scheduling;

namespace KernelMm.Locking;

/// <summary>What a lock is called: its class, and which one of it.</summary>
/// <param name="Kind">Its class, in the kernel's word: <c>ptl</c>, <c>mmap_lock</c>.</param>
/// <param name="Id">Which one; the same in every execution of a scenario.</param>
internal readonly record struct LockName(string Kind, ulong Id)
{
    public SharedObject Shared => new(Kind, Id);

    /// <summary>
    /// A number for something new: by its maker and how many that one has made, so that two makers cannot change each other's
    /// numbers by coming in another order.
    /// </summary>
    public static ulong NextId(TaskState maker) => ((ulong)(uint)maker.Id << 32) | (uint)maker.ObjectsMade++;

    public override string ToString() => $"{Kind} 0x{Id:x}";
}
