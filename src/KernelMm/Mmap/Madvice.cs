namespace KernelMm.Mmap;

/// <summary>What is said of a range. In Linux: <c>MADV_</c>.</summary>
public enum Madvice
{
    /// <summary>Nothing in particular.</summary>
    Normal = 0,

    /// <summary>It is read in no order.</summary>
    Random = 1,

    /// <summary>It is read in order.</summary>
    Sequential = 2,

    /// <summary>It is needed soon.</summary>
    WillNeed = 3,

    /// <summary>What is in it is not needed: private memory begins as zero again.</summary>
    DontNeed = 4,

    /// <summary>What is in it may be given up when memory is short.</summary>
    Free = 8,

    /// <summary>What is behind it is to be taken away.</summary>
    Remove = 9,

    /// <summary>A child does not get it.</summary>
    DontFork = 10,

    /// <summary>A child gets it.</summary>
    DoFork = 11,

    /// <summary>Equal pages of it may be made one.</summary>
    Mergeable = 12,

    /// <summary>They stay what they are.</summary>
    Unmergeable = 13,

    /// <summary>Huge pages are wanted.</summary>
    HugePage = 14,

    /// <summary>Huge pages are not wanted.</summary>
    NoHugePage = 15,

    /// <summary>It is left out of core dumps.</summary>
    DontDump = 16,

    /// <summary>It is part of core dumps.</summary>
    DoDump = 17,

    /// <summary>A child gets it empty.</summary>
    WipeOnFork = 18,

    /// <summary>A child gets what is in it.</summary>
    KeepOnFork = 19,

    /// <summary>It is not needed soon.</summary>
    Cold = 20,

    /// <summary>It is to be written out.</summary>
    PageOut = 21,

    /// <summary>Its pages are made as for reading.</summary>
    PopulateRead = 22,

    /// <summary>Its pages are made as for writing.</summary>
    PopulateWrite = 23,

    /// <summary>As <see cref="DontNeed"/>, of locked memory too.</summary>
    DontNeedLocked = 24,

    /// <summary>Its pages are to be made huge ones now.</summary>
    Collapse = 25,
}
