namespace KernelMm.Analyzers.Flow;

/// <summary>What a storage place or an expression is known to hold on one path.</summary>
internal sealed class Value
{
    public static readonly Value Unknown = new(ValueKind.Unknown);
    public static readonly Value Null = new(ValueKind.Null);
    public static readonly Value True = new(ValueKind.Constant, constant: true);
    public static readonly Value PageCount = new(ValueKind.PageCount);
    public static readonly Value False = new(ValueKind.Constant, constant: false);

    private Value(ValueKind kind, int index = -1, bool sense = false, object? constant = null, OffsetRange offset = default)
    {
        Kind = kind;
        Index = index;
        Sense = sense;
        Constant = constant;
        Offset = offset;
    }

    public ValueKind Kind { get; }

    /// <summary>The mapping's number; for <see cref="ValueKind.Condition"/>, the condition's; for facts, the fact's.</summary>
    public int Index { get; }

    /// <summary>For a test: which answer says null, held, or that the condition is true.</summary>
    public bool Sense { get; }

    public object? Constant { get; }

    public OffsetRange Offset { get; }

    public bool IsPointer => Kind == ValueKind.Pointer;

    /// <summary>Whether <see cref="Index"/> is a mapping's number.</summary>
    public bool IsAboutMapping => Kind is ValueKind.Pointer or ValueKind.Lock or ValueKind.NullTest or ValueKind.LockTest;

    public bool IsTest => Kind is ValueKind.NullTest or ValueKind.LockTest or ValueKind.ValidTest or ValueKind.Condition or ValueKind.HeldTest;

    /// <summary>Whether this says nothing any more once the mapping is made anew.</summary>
    public bool DiesWith(int site) => Index == site && (IsAboutMapping || Kind is ValueKind.Snapshot or ValueKind.ValidTest);

    public static Value Pointer(int site, OffsetRange offset) => new(ValueKind.Pointer, site, offset: offset);

    public static Value Lock(int site) => new(ValueKind.Lock, site);

    public static Value NullTest(int site, bool nullWhen) => new(ValueKind.NullTest, site, nullWhen);

    public static Value LockTest(int site, bool heldWhen) => new(ValueKind.LockTest, site, heldWhen);

    public static Value Snapshot(int site) => new(ValueKind.Snapshot, site);

    public static Value Unmapped(int call) => new(ValueKind.Unmapped, call);

    public static Value ValidTest(int site, bool sameWhen) => new(ValueKind.ValidTest, site, sameWhen);

    public static Value Condition(int condition, bool trueWhen) => new(ValueKind.Condition, condition, trueWhen);

    /// <summary>A lock that is a resource of the vocabulary, as the call with this number named it.</summary>
    public static Value NamedLock(int call) => new(ValueKind.NamedLock, call);

    public static Value HeldTest(Fact resource) => new(ValueKind.HeldTest, resource.Number, sense: true);

    public static Value SlotRead(Fact read) => new(ValueKind.SlotRead, read.Number);

    public static Value Detached(Fact table) => new(ValueKind.Detached, table.Number);

    public static Value Spare(Fact table) => new(ValueKind.Spare, table.Number);

    /// <summary>Whether that table is there.</summary>
    public Value IsThere(bool when) => new(ValueKind.HeldTest, Index, when);

    public static Value Of(object? constant) => constant switch
    {
        null => Null,
        true => True,
        false => False,
        _ => new Value(ValueKind.Constant, constant: constant),
    };

    public Value Negate() => Kind switch
    {
        ValueKind.Constant when Constant is bool b => b ? False : True,
        ValueKind.NullTest or ValueKind.LockTest or ValueKind.ValidTest or ValueKind.Condition or ValueKind.HeldTest => new Value(Kind, Index, !Sense),
        _ => Unknown,
    };

    /// <summary>Equal but for where in its table a pointer stands: that never parts two paths.</summary>
    public bool SameShape(Value other) =>
        ReferenceEquals(this, other)
        || (Kind == other.Kind && Index == other.Index && Sense == other.Sense && Equals(Constant, other.Constant));

    public Value HullOffset(Value other) =>
        IsPointer && !ReferenceEquals(this, other) && Offset != other.Offset ? Pointer(Index, Offset.Hull(other.Offset)) : this;
}
