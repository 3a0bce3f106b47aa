using KernelMm.Mmap;

namespace KernelMm.Mmu.Tests.Workloads;

/// <summary>Whether the core must have a page's entry.</summary>
internal enum Residence
{
    No,
    May,
    Must,
}

/// <summary>What a program is due of one page, by nothing but what it called and did.</summary>
internal sealed record ReferencePage(Prot Prot, SharedPage? Shared)
{
    private readonly ulong _own;

    /// <summary>Its first word; what is private begins as zero.</summary>
    public ulong Content
    {
        get => Shared?.Content ?? _own;
        init => _own = value;
    }

    public Residence Residence { get; init; }

    /// <summary>Whether it was written, so that memory of its own is behind it, which a child gets to see.</summary>
    public bool IsWritten { get; init; }

    /// <summary>Whether nothing has happened since its last write that takes the right away.</summary>
    public bool StaysWritable { get; init; }

    public bool IsAccessible => Prot != Prot.None;

    /// <summary>Whether it may be read: what may be written always, what may only be executed where the architecture has no such pages.</summary>
    public bool IsReadable => IsAccessible && (Prot != Prot.Exec || !CoreMachine.HasExecuteOnlyPages);

    public bool IsWritable => (Prot & Prot.Write) != 0;

    public bool IsExecutable => (Prot & Prot.Exec) != 0;

    public ReferencePage Touched() => this with { Residence = Residence.Must };

    public ReferencePage Stored(ulong value)
    {
        if (Shared is not null)
        {
            Shared.Content = value;
        }

        return this with { Residence = Residence.Must, StaysWritable = true, IsWritten = true, Content = value };
    }

    public ReferencePage Protected(Prot prot) => this with { Prot = prot, StaysWritable = StaysWritable && prot == Prot };

    /// <summary>As after it was said not to be needed.</summary>
    public ReferencePage Dropped() => this with { Residence = Residence.No, StaysWritable = false, IsWritten = false, Content = 0 };

    /// <summary>The parent's, after a fork.</summary>
    public ReferencePage Parent() => this with { StaysWritable = StaysWritable && Shared is not null };

    /// <summary>The child's. What a fault could bring back as well, the core need not copy.</summary>
    public ReferencePage Child() => this with
    {
        StaysWritable = false,
        Residence = Residence == Residence.Must && (Shared is not null || !IsWritten) ? Residence.May : Residence,
    };
}

/// <summary>What all who share a page see.</summary>
internal sealed class SharedPage
{
    public ulong Content { get; set; }
}
