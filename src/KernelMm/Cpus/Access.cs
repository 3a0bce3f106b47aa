namespace KernelMm.Cpus;

/// <summary>What an instruction does to an address.</summary>
public enum Access
{
    /// <summary>Reads it.</summary>
    Read,

    /// <summary>Writes it.</summary>
    Write,

    /// <summary>Executes it.</summary>
    Execute,
}
