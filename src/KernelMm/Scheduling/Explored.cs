namespace KernelMm.Scheduling;

/// <summary>
/// The one switch between the two lives of everything that threads share: native, at full speed on real threads; and explored,
/// where one actor runs at a time and every shared operation is a recorded choice.
/// </summary>
/// <remarks>
/// Read once, when first asked for, from the <see cref="AppContext"/> switch <c>KernelMm.Explored</c>; the JIT then drops the
/// branches of the other life. A process is therefore native or explored from start to end.
/// </remarks>
public static class Explored
{
    /// <summary>The switch's name.</summary>
    public const string SwitchName = "KernelMm.Explored";

#if KERNELMM_NO_POINTS
    /// <summary>Whether this process explores: never, in a build without scheduling points.</summary>
    public static bool IsOn => false;
#else
    /// <summary>Whether this process explores.</summary>
    public static readonly bool IsOn = AppContext.TryGetSwitch(SwitchName, out bool isOn) && isOn;
#endif
}
