namespace KernelMm;

/// <summary>Random numbers that are the same for the same seed. A value: who shares one shares its state, and must lock it.</summary>
/// <param name="seed">Any number.</param>
public struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number; all 64 bits are random.</summary>
    public ulong Next()
    {
        // A step through all 64-bit numbers, and a mix of its bits: the finalizer of splitmix64.
        ulong mixed = _state += 0x9e3779b97f4a7c15;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>The next number that is less than <paramref name="end"/>, which is at least 1.</summary>
    public uint Below(uint end) => (uint)((UInt128)Next() * end >> 64);
}
