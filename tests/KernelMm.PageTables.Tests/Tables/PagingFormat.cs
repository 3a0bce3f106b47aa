namespace KernelMm.PageTables.Tests.Tables;

/// <summary>
/// An entry format as its manual states it, for making entries and for reading them back; written without a look at the level
/// files. Levels are told apart by the shift of what their entries cover.
/// </summary>
internal abstract class PagingFormat
{
    public static PagingFormat Of(IArchitecture architecture) => architecture.Layout.Name switch
    {
        "x64" or "x64-la57" => new X86Format(),
        "x86" => new X86TwoLevelFormat(),
        "x86-pae" => new X86PaeFormat(),
        "arm" => new ArmShortFormat(),
        "loongarch64-4k" or "loongarch64-16k" => new LoongArchFormat(architecture.Layout.PageShift),
        "ppc64-radix-4k" or "ppc64-radix-64k" => new PpcRadixFormat(architecture.Layout.PageShift),
        "s390x" => new S390Format(),
        "arm-lpae" => new ArmLpaeFormat(),
        "riscv-sv32" => new RiscvSv32Format(),
        "riscv-sv39" or "riscv-sv48" or "riscv-sv57" => new RiscvFormat(),
        string name when name.StartsWith("arm64", StringComparison.Ordinal) => new Arm64Format(architecture.Layout),
        string name => throw new InvalidOperationException($"No test knows the entry format of {name}."),
    };

    /// <summary>An entry that points to a table, with random rights and other bits that hardware lets be.</summary>
    public abstract ulong Table(Random random, PhysicalAddress table, int shift);

    /// <summary>An entry that points to a table as Linux makes them for users and for itself.</summary>
    public abstract ulong LinuxTable(Random random, PhysicalAddress table, int shift);

    /// <summary>An entry that maps memory, or null where the level's entries cannot.</summary>
    public abstract ulong? Leaf(Random random, int shift);

    /// <summary>An entry that hardware does not take, and Linux perhaps does: swap, PROT_NONE, reserved bits, nonsense.</summary>
    public abstract ulong Junk(Random random, int shift);

    /// <summary>Whether entries say of which level they are, so that roots can leave levels out.</summary>
    public virtual bool HasTypes => false;

    /// <summary>Where Linux's own page table lies, seen from the hardware's; 0 where they are the same.</summary>
    public virtual int LinuxTableOffset => 0;

    /// <summary>An entry that is none.</summary>
    public virtual ulong Empty(int shift) => 0;

    /// <summary>An entry of Linux's own page table, where it has one.</summary>
    public virtual ulong LinuxPage(Random random) => throw new NotSupportedException();

    /// <summary>What a root says.</summary>
    public virtual RootEntry ReadRoot(PhysicalAddress root) => new(root, 0, int.MaxValue);

    /// <summary>The root of a whole top table when so many levels are left out above it.</summary>
    public virtual PhysicalAddress Root(PhysicalAddress table, int skipped) => table;

    /// <summary>What hardware makes of an entry.</summary>
    public abstract HardwareEntry Read(ulong entry, int shift);

    /// <summary>What a walk may do after an entry that says <paramref name="here"/>, when all above it say <paramref name="above"/>.</summary>
    public abstract AccessRights Combine(AccessRights above, AccessRights here, bool isLeaf);

    /// <summary>Whether a leaf may be read, which most machines do not ask.</summary>
    public virtual bool IsReadable(ulong leaf, int shift) => true;

    protected static bool Has(ulong entry, int bit) => ((entry >> bit) & 1) != 0;

    protected static ulong Bits(ulong entry, int high, int low)
    {
        ulong bits = 0;
        for (int bit = low; bit <= high; bit++)
        {
            bits |= entry & (1UL << bit);
        }

        return bits;
    }
}

/// <summary>What hardware makes of one entry.</summary>
/// <param name="Kind">None where it takes none, else a table or a leaf.</param>
/// <param name="Address">The next table's address, or that of the first byte of the page as far as the entry alone tells it.</param>
/// <param name="OffsetBits">How many low bits of a virtual address go through a leaf unchanged.</param>
/// <param name="Rights">What the entry alone allows.</param>
internal readonly record struct HardwareEntry(EntryKind Kind, PhysicalAddress Address, int OffsetBits, AccessRights Rights)
{
    public static HardwareEntry Refused => default;

    /// <summary>A table's first entry.</summary>
    public int First { get; init; }

    /// <summary>The number behind a table's last entry.</summary>
    public int End { get; init; } = int.MaxValue;
}

/// <summary>What a root says.</summary>
/// <param name="Table">The top table.</param>
/// <param name="Skipped">How many levels are left out above it.</param>
/// <param name="End">The number behind its last entry.</param>
internal readonly record struct RootEntry(PhysicalAddress Table, int Skipped, int End);
