namespace KernelMm.Contracts;

/// <summary>What an access may do at an address, over all levels of the walk.</summary>
[Flags]
public enum AccessRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Code in user mode may access it.</summary>
    User = 1,

    /// <summary>It may be written.</summary>
    Write = 2,

    /// <summary>Code in user mode could execute it, as far as the execute rights go.</summary>
    UserExecute = 4,

    /// <summary>Privileged code could execute it, as far as the execute rights go.</summary>
    KernelExecute = 8,

    /// <summary>It may be read, by privileged code at least. What may be written may be read.</summary>
    Read = 16,
}
