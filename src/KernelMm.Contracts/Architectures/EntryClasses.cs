namespace KernelMm.Contracts;

/// <summary>The kinds of entries that a field of an entry has its meaning in.</summary>
[Flags]
public enum EntryClasses
{
    /// <summary>In no kind of entry.</summary>
    None = 0,

    /// <summary>In entries that point to a table.</summary>
    Table = 1,

    /// <summary>In entries that map memory.</summary>
    Leaf = 2,

    /// <summary>In entries that are neither none nor present.</summary>
    NonPresent = 4,

    /// <summary>In entries of the hardware's own table, where Linux keeps a second one beside it.</summary>
    Hardware = 8,
}
