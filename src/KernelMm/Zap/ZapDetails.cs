namespace KernelMm.Zap;

/// <summary>What of a range is taken out. In Linux: <c>struct zap_details</c>.</summary>
/// <param name="KeepCows">Whether a mapping keeps the copies that it made for itself: what is truncated is the file. In Linux: not <c>even_cows</c>.</param>
public readonly record struct ZapDetails(bool KeepCows = false);
