namespace KernelMm.Analyzers.Flow;

/// <summary>What a storage place or an expression is known to hold on one path.</summary>
internal sealed class Value
{
    public static readonly Value Unknown = new(ValueKind.Unknown);
    public static readonly Value Null = new(ValueKind.Null);
    public static readonly Value True = new(ValueKind.Constant, constant: true);
    public static readonly Value PageCount = new(ValueKind.PageCount);
    public static readonly Value False = new(ValueKind.Constant, constant: false);

    // What Both joins.
    private readonly Value? _left;
    private readonly Value? _right;

    private Value(Value left, Value right, bool sense)
        : this(ValueKind.Both, sense: sense)
    {
        _left = left;
        _right = right;
    }

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

    /// <summary>For <see cref="ValueKind.Both"/>: the two of which each answers <see cref="Sense"/> where the whole does.</summary>
    public (Value Left, Value Right) Parts => (_left ?? Unknown, _right ?? Unknown);

    /// <summary>For a test: which answer says null, held, or that the condition is true.</summary>
    public bool Sense { get; }

    public object? Constant { get; }

    public OffsetRange Offset { get; }

    public bool IsPointer => Kind == ValueKind.Pointer;

    /// <summary>Whether <see cref="Index"/> is a mapping's number.</summary>
    public bool IsAboutMapping => Kind is ValueKind.Pointer or ValueKind.Lock or ValueKind.NullTest or ValueKind.LockTest;

    public bool IsTest => Kind is ValueKind.NullTest or ValueKind.LockTest or ValueKind.ValidTest or ValueKind.Condition or ValueKind.HeldTest or ValueKind.Both;

    /// <summary>Whether this says nothing any more once the mapping is made anew.</summary>
    public bool DiesWith(int site) => Kind == ValueKind.Both
        ? _left!.DiesWith(site) || _right!.DiesWith(site)
        : Index == site && (IsAboutMapping || Kind is ValueKind.Snapshot or ValueKind.ValidTest);

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

    /// <summary>Two booleans under <c>&amp;</c> (each is true where the whole is) or <c>|</c> (each is false where the whole is).</summary>
    public static Value Both(Value left, Value right, bool isAnd) =>
        left.Constant is bool l ? l == isAnd ? right : left
        : right.Constant is bool r ? r == isAnd ? left : right
        : left.Joins(right, isAnd) ? left
        : left.IsTest || right.IsTest ? new Value(left, right, isAnd)
        : Unknown;

    // Whether the other is one of those joined already: "ok &= …" in a loop must not grow with each lap.
    private bool Joins(Value other, bool isAnd) =>
        SameShape(other) || (Kind == ValueKind.Both && Sense == isAnd && (_left!.Joins(other, isAnd) || _right!.Joins(other, isAnd)));

    public Value Negate() => Kind switch
    {
        ValueKind.Both => new Value(_left!.Negate(), _right!.Negate(), !Sense),
        ValueKind.Constant when Constant is bool b => b ? False : True,
        ValueKind.NullTest or ValueKind.LockTest or ValueKind.ValidTest or ValueKind.Condition or ValueKind.HeldTest => new Value(Kind, Index, !Sense),
        _ => Unknown,
    };

    /// <summary>Equal but for where in its table a pointer stands: that never parts two paths.</summary>
    public bool SameShape(Value other) =>
        ReferenceEquals(this, other)
        || (Kind == other.Kind && Index == other.Index && Sense == other.Sense && Equals(Constant, other.Constant)
            && (Kind != ValueKind.Both || (_left!.SameShape(other._left!) && _right!.SameShape(other._right!))));

    public Value HullOffset(Value other) =>
        IsPointer && !ReferenceEquals(this, other) && Offset != other.Offset ? Pointer(Index, Offset.Hull(other.Offset)) : this;
}
