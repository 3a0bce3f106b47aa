namespace KernelMm.Faults;

/// <summary>What an access that could not be carried out ends with. In Linux: <c>SIGSEGV</c> and its siblings.</summary>
public enum Signal
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>There is a mapping, and nothing is behind the address. In Linux: <c>SIGBUS</c>.</summary>
    Sigbus = 7,

    /// <summary>No memory is left, or the task was killed. In Linux: <c>SIGKILL</c>.</summary>
    Sigkill = 9,

    /// <summary>There is no mapping, or it does not allow the access. In Linux: <c>SIGSEGV</c>.</summary>
    Sigsegv = 11,
}
