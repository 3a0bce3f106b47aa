namespace KernelMm.Cpus;

/// <summary>Why an access could not be carried out: what the hardware tells the kernel. In Linux: CR2 and the error code.</summary>
/// <param name="Address">The address.</param>
/// <param name="Access">What was to be done to it.</param>
/// <param name="Reason">How the walk ended; <see cref="TranslationResult.Mapped"/> where it is mapped and the access not carried out.</param>
/// <param name="Entry">The raw entry that the walk ended at.</param>
/// <param name="LacksMark">Whether the access is allowed, and the entry to be marked for it by the kernel.</param>
public readonly record struct PageFault(VirtualAddress Address, Access Access, TranslationResult Reason, ulong Entry, bool LacksMark = false)
{
    /// <summary>Whether the address is mapped and its rights forbid the access. In Linux: <c>X86_PF_PROT</c>.</summary>
    public bool IsProtection => Reason == TranslationResult.Mapped && !LacksMark;
}

/// <summary>What a machine asks when an access faults.</summary>
public interface IPageFaultHandler
{
    /// <summary>Handles a fault, in the task that the access is of, with interrupts on.</summary>
    /// <param name="cpu">Where it happened.</param>
    /// <param name="fault">What happened.</param>
    /// <returns>Whether the instruction is to be tried again; false ends it with a signal.</returns>
    bool HandlePageFault(Cpu cpu, PageFault fault);
}
