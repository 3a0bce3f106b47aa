using KernelMm.Physical;

namespace KernelMm.Rcu;

/// <summary>What happens when the readers have left: something is called, with a frame or with an object.</summary>
/// <param name="OfFrame">What is called with a frame; null where <paramref name="OfObject"/> is called.</param>
/// <param name="Frame">The frame.</param>
/// <param name="OfObject">What is called with an object.</param>
/// <param name="Argument">The object.</param>
internal readonly record struct RcuCallback(Action<Machine, Frame>? OfFrame, Frame Frame, Action<object?>? OfObject, object? Argument);
