namespace KernelMm.Tests;

/// <summary>What Linux's riscv has as a function that changes nothing, so that its level file names no such transition.</summary>
internal static class RiscvPmd
{
    /// <summary>A leaf is one by its rights. In Linux: <c>pmd_mkhuge</c>.</summary>
    public static Pmd MkHuge(this Pmd entry) => entry;
}
