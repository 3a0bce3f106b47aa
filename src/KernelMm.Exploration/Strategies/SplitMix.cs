namespace KernelMm.Exploration.Strategies;

/// <summary>A stream of random numbers that is the same wherever its seed is: SplitMix64.</summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A stream for one execution of a seeded campaign; any two are unrelated.</summary>
    public static SplitMix For(ulong seed, long execution)
    {
        SplitMix mixer = new(seed);
        ulong start = mixer.Next() + ((ulong)execution * 0xD134_2543_DE82_EF95);
        return new SplitMix(new SplitMix(start).Next());
    }

    public ulong Next()
    {
        ulong value = _state += 0x9E37_79B9_7F4A_7C15;
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }

    /// <summary>A number from 0 to one below <paramref name="count"/>, each as likely but for one part in 2^32.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);
}
