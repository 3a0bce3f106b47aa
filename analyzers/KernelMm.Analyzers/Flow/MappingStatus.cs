namespace KernelMm.Analyzers.Flow;

/// <summary>What has become of a mapping on one path.</summary>
internal enum MappingStatus : byte
{
    /// <summary>Not mapped on this path, or forgotten because nothing refers to it any more.</summary>
    Absent,

    /// <summary>Mapped, and not tested yet.</summary>
    Maybe,

    /// <summary>Tested, and null: nothing is mapped or locked, nothing is owed.</summary>
    Null,

    /// <summary>Known to be mapped.</summary>
    Mapped,

    Released,

    /// <summary>The engine lost track here and says nothing more about this mapping; why is a finding of its own.</summary>
    GaveUp,
}
