namespace KernelMm.Analyzers.Flow;

/// <summary>
/// What a path knows of a <see cref="Fact"/>, as bits. Where two paths that know different things become one, the bits of both are
/// kept together with <see cref="Mixed"/>, and nothing is claimed of the fact any more: a mark only ever grows.
/// </summary>
internal static class Mark
{
    /// <summary>Different on paths that have become one.</summary>
    public const int Mixed = 1 << 30;

    /// <summary>Of a resource: a trylock whose answer nobody has looked at.</summary>
    public const int MaybeHeld = 1 << 0;

    public const int Held = 1 << 1;

    public const int GivenBack = 1 << 2;

    /// <summary>Of a read of a slot: the value is known.</summary>
    public const int Read = 1 << 0;

    /// <summary>The value was asked something, and nothing has happened since that ends the decision.</summary>
    public const int Deciding = 1 << 1;

    /// <summary>The value was asked something at some time.</summary>
    public const int Asked = 1 << 2;

    /// <summary>The slot's lock was taken since.</summary>
    public const int Stale = 1 << 3;

    /// <summary>The value was asked something or compared, wherever the variable of the slot has gone since.</summary>
    public const int Known = 1 << 4;

    /// <summary>Of a detached table: it is out of its slot. The steps taken since are the bits above, in the vocabulary's order.</summary>
    public const int Detached = 1 << 0;

    public const int FirstStep = 1 << 1;

    /// <summary>Put back, handed on, or freed: nothing is owed any more.</summary>
    public const int Gone = 1 << 8;

    /// <summary>Of a slot: all states that the vocabulary knows. A set bit is a state that it cannot be in on this path.</summary>
    public const int AllStates = (1 << 6) - 1;

    public const int NoneState = 1 << 0;

    public const int TableState = 1 << 1;

    public const int HugeState = 1 << 2;

    public const int DevmapState = 1 << 3;

    public const int MigrationState = 1 << 4;

    public const int BadState = 1 << 5;

    /// <summary>Some predicate has said which states these are.</summary>
    public const int Narrowed = 1 << 6;

    /// <summary>What is mapped next is another slot or address.</summary>
    public const int Moved = 1 << 7;

    /// <summary>Of an effect: it has happened.</summary>
    public const int Happened = 1 << 0;

    /// <summary>A map after it has failed.</summary>
    public const int BeforeFailure = 1 << 1;

    /// <summary>It happened once more since.</summary>
    public const int Again = 1 << 2;

    /// <summary>It happened first after a map had failed: it belongs to the failure.</summary>
    public const int OfFailure = 1 << 3;

    /// <summary>The failed map is on its way to be tried again.</summary>
    public const int Lapped = 1 << 4;

    /// <summary>Of a parameter or of the callers' resource: the method has given it away.</summary>
    public const int GivenAway = 1 << 0;

    /// <summary>It went where nobody follows it.</summary>
    public const int Elsewhere = 1 << 1;
}
