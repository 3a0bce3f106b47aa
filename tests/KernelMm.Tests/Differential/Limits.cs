namespace KernelMm.Tests.Differential;

/// <summary>What a sequence may have, on both sides.</summary>
/// <param name="Memlock">How many bytes may be locked.</param>
/// <param name="MorePages">How many pages may be mapped beyond what is at the beginning; 0 for any number.</param>
/// <param name="Stack">How many bytes a stack may grow to.</param>
internal sealed record Limits(ulong Memlock, ulong MorePages = 0, ulong Stack = 8 << 20)
{
    /// <summary>Where the crowd is; in the driver: <c>CROWD</c>.</summary>
    public const ulong CrowdStart = 0x2000_0000_0000;

    /// <summary>
    /// How many mappings there are beside those that anybody looks at, so that few more may be made. The core has one in their place, and may
    /// have fewer instead.
    /// </summary>
    public ulong Crowd { get; init; }

    public override string ToString() =>
        $"at most {Memlock} bytes locked, {(MorePages == 0 ? "any number of" : MorePages)} more pages, stacks of {Stack} bytes, {Crowd} mappings beside";
}
