using System.Diagnostics.CodeAnalysis;

namespace KernelMm;

/// <summary>
/// Misuse of the mm protocol at run time: a lock released by a stranger, sleeping where that is forbidden, an RCU imbalance. The
/// kernel's word for what it prints then.
/// </summary>
/// <param name="message">Who did what, and where.</param>
[SuppressMessage("Naming", "CA1710", Justification = "An oops is an oops: the field's word needs no suffix.")]
[SuppressMessage("Design", "CA1032", Justification = "An oops without a message would say nothing.")]
public sealed class Oops(string message) : Exception(message);
