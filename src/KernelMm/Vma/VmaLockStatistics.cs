namespace KernelMm;

/// <summary>How faults fared with nothing but a mapping's lock. In Linux: <c>vma_lock_success</c> and its siblings in <c>/proc/vmstat</c>.</summary>
/// <param name="Success">Faults handled that way.</param>
/// <param name="Abort">Faults for which the mapping was not found or was locked.</param>
/// <param name="Retry">Faults that were begun that way and had to be begun again with the address space's lock.</param>
/// <param name="Miss">Mappings that were found and were gone when they were locked.</param>
public readonly record struct VmaLockStatistics(ulong Success, ulong Abort, ulong Retry, ulong Miss);
