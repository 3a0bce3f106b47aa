namespace KernelMm.Cli.Images.Notes;

/// <summary>
/// What notes tell of an x86-64 CPU. QEMU writes one note for each CPU with its control registers; a kernel that dumps itself
/// writes none, but says in VMCOREINFO where its own top table lies and how many levels it uses.
/// </summary>
internal static class X64Notes
{
    private const string CpuNoteOwner = "QEMU";

    // QEMUCPUState: version and size, 16 registers, rip and rflags, ten segment records, then CR0 to CR4.
    private const ulong ControlRegisters = 8 + (18 * 8) + (10 * 24);
    private const int ControlRegisterCount = 5;

    // __START_KERNEL_map: where the kernel's image lies in its own address space.
    private const ulong KernelImage = 0xffff_ffff_8000_0000;

    /// <summary>Collects CR0 to CR4 as far as they are told.</summary>
    public static void Read(IReadOnlyList<ElfNote> notes, ImageRegisters registers)
    {
        ElfNote cpu = notes.FirstOrDefault(note => note.Owner == CpuNoteOwner && note.Description.Holds(ControlRegisters, ControlRegisterCount * 8));
        if (cpu.Owner is not null)
        {
            int cpus = notes.Count(note => note.Owner == CpuNoteOwner);
            for (ulong i = 0; i < ControlRegisterCount; i++)
            {
                registers.Offer($"CR{i}", cpu.Description.UInt64(ControlRegisters + (i * 8)), $"CR{i} of {(cpus == 1 ? "the CPU" : $"the first of {cpus} CPUs")}");
            }
        }

        VmcoreInfo kernel = VmcoreInfo.Read(notes);
        if (kernel.TryGetNumber("pgtable_l5_enabled", out long fiveLevels))
        {
            registers.Offer("CR4", fiveLevels == 0 ? 0 : 1UL << 12, "the kernel's own note");
        }

        if (kernel.TryGetSymbol("swapper_pg_dir", out ulong table) && kernel.TryGetNumber("phys_base", out long physicalBase))
        {
            registers.Offer("CR3", unchecked(table - KernelImage + (ulong)physicalBase), "the kernel's own top table");
        }
    }
}
