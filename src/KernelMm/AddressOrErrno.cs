namespace KernelMm;

/// <summary>What a call answers that yields an address: that, or why there is none. In Linux: an <c>unsigned long</c> whose last 4095 values are errors.</summary>
/// <param name="Address">The address; 0 where the call was refused.</param>
/// <param name="Errno">Why it was refused, or <see cref="Errno.None"/>.</param>
public readonly record struct AddressOrErrno(VirtualAddress Address, Errno Errno)
{
    /// <summary>Whether there is no address. In Linux: <c>IS_ERR_VALUE</c>.</summary>
    public bool IsError => Errno != Errno.None;

    /// <summary>An address.</summary>
    public static implicit operator AddressOrErrno(VirtualAddress address) => new(address, Errno.None);

    /// <summary>A refusal.</summary>
    public static implicit operator AddressOrErrno(Errno errno) => new(default, errno);

    /// <summary>The address or the refusal, for people.</summary>
    public override string ToString() => IsError ? $"-{Errno}" : Address.ToString();
}
