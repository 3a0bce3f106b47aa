namespace KernelMm;

/// <summary>
/// Misuse of the mm protocol at run time: a lock released by a stranger, sleeping where that is forbidden, an RCU imbalance. The
/// kernel's word for what it prints then.
/// </summary>
/// <param name="message">Who did what, and where.</param>
public sealed class Oops(string message) : Exception(message);
