namespace KernelMm.Analyzers.Flow;

/// <summary>Who owes the release of a mapping.</summary>
internal enum Ownership : byte
{
    /// <summary>This method.</summary>
    Ours,

    /// <summary>Whoever receives it by a contract: a return value, a field or a parameter that says so.</summary>
    HandedOver,

    /// <summary>It went somewhere that has no contract; nobody can say who owes it.</summary>
    Escaped,
}
