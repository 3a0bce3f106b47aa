namespace KernelMm.Comparison.Forms;

/// <summary>How the API that the corpus calls is shaped.</summary>
internal enum Form
{
    /// <summary>As it is: a pointer-like struct that may be null, given back by a call.</summary>
    AsWritten,

    /// <summary>A class, annotated for nullable reference types: what may fail returns <c>PtePtr?</c>.</summary>
    NullableClass,

    /// <summary>The same, disposable: made by methods named <c>Open…</c>, moved as a cursor, and given back by <c>Dispose</c>.</summary>
    Disposable,
}
