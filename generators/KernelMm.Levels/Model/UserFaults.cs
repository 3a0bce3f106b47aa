namespace KernelMm.Levels.Model;

/// <summary>Which faults of user code are handled: by what the mapping allows, reading (1), writing (2), executing (4), of which one is enough.</summary>
/// <param name="Read">What lets a read be handled.</param>
/// <param name="Write">What lets a write be handled.</param>
/// <param name="Execute">What lets a fetch be handled.</param>
/// <param name="DenialIsFinal">Whether a read or a fetch that a mapped page denies is refused whatever the mapping allows.</param>
public sealed record UserFaults(int Read, int Write, int Execute, bool DenialIsFinal);
