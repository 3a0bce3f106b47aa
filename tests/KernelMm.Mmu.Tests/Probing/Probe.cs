namespace KernelMm.Mmu.Tests.Probing;

/// <summary>What an access does.</summary>
internal enum Access
{
    Read,
    Write,
    Execute,
}

/// <summary>One access that the guest tries.</summary>
internal readonly record struct Probe(VirtualAddress Address, Access Access, bool IsUser);

/// <summary>How an access should end by what the generated code says of the tables.</summary>
internal enum Verdict
{
    /// <summary>It reaches memory.</summary>
    Allowed,

    /// <summary>The address is mapped, and not for this access.</summary>
    Denied,

    /// <summary>An entry on the way is not taken.</summary>
    NotMapped,

    /// <summary>A table on the way is in no memory.</summary>
    TableMissing,

    /// <summary>The address is in no address space.</summary>
    NotCanonical,
}

/// <summary>What lies at a physical address.</summary>
internal enum Place
{
    /// <summary>Words that hold their own address.</summary>
    Data,

    /// <summary>Instructions that return to the guest program.</summary>
    Landing,

    /// <summary>Nothing: neither RAM nor a device.</summary>
    Empty,

    /// <summary>What must not be touched: devices, the guest program, the tables.</summary>
    Other,
}

/// <summary>What the guest program recorded of one access: a code of its own, and what was read or where it failed.</summary>
internal readonly record struct Answer(ulong Status, ulong Value, ulong Detail, ulong Extra)
{
    public override string ToString() => $"0x{Status:x}, 0x{Value:x}, 0x{Detail:x}, 0x{Extra:x}";
}
