namespace KernelMm.Faults;

/// <summary>What an access that could not be carried out ends with, and why. In Linux: <c>siginfo_t</c>.</summary>
/// <param name="Signal">The signal; none where the access is to be tried again.</param>
/// <param name="Code">Why.</param>
public readonly record struct SignalInfo(Signal Signal, SignalCode Code = SignalCode.None)
{
    /// <summary>Nothing is mapped there. In Linux: <c>bad_area_nosemaphore</c>.</summary>
    public static SignalInfo BadArea => new(Signal.Sigsegv, SignalCode.Maperr);

    /// <summary>What is mapped there does not allow it. In Linux: <c>bad_area_access_error</c>.</summary>
    public static SignalInfo BadAreaAccessError => new(Signal.Sigsegv, SignalCode.Accerr);

    /// <summary>The task was killed, or no memory is left.</summary>
    public static SignalInfo Killed => new(Signal.Sigkill);

    /// <summary>What a fault's result means to user code. In Linux: the end of <c>do_user_addr_fault</c>, <c>do_sigbus</c>.</summary>
    public static SignalInfo Of(FaultResult result)
    {
        if ((result & FaultResult.Error) == 0)
        {
            return default;
        }

        if ((result & FaultResult.Oom) != 0)
        {
            return Killed;
        }

        if ((result & (FaultResult.Hwpoison | FaultResult.HwpoisonLarge)) != 0)
        {
            return new(Signal.Sigbus, SignalCode.Mceerr);
        }

        if ((result & FaultResult.Sigbus) != 0)
        {
            return new(Signal.Sigbus, SignalCode.Adrerr);
        }

        // What is for the handlers among themselves comes to nobody else.
        return (result & FaultResult.Sigsegv) != 0 ? BadArea : throw new Oops($"A fault ended with {result}.");
    }
}
