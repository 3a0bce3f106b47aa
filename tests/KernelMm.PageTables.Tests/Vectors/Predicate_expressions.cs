namespace KernelMm.PageTables.Tests.Vectors;

/// <summary>The oracle's own oracle: the evaluator of the vectors' expressions.</summary>
public sealed class Predicate_expressions
{
    [Theory]
    [InlineData("true", 0UL, true)]
    [InlineData("false", 0UL, false)]
    [InlineData("v == 0x0", 0UL, true)]
    [InlineData("v == 0x0", 1UL, false)]
    [InlineData("v != 0", 1UL, true)]
    [InlineData("(v & 0x101) == 0x100", 0x100UL, true)]
    [InlineData("(v & 0x101) == 0x100", 0x101UL, false)]
    [InlineData("(v & 0xffffffffffffff9f) == 0", 0x60UL, true)]
    [InlineData("(v & 0x2) != 0 || (v & 0x42) == 0x40", 0x40UL, true)]
    [InlineData("(v & 0x2) != 0 || (v & 0x42) == 0x40", 0x0UL, false)]
    [InlineData("(v & 0x21) != 0 && (v & 0xe) != 0", 0x20UL, false)]
    [InlineData("(v & 0x7) > 4 || ((v & 0x7) == 4 && (v & 0x8) != 0)", 0x4UL, false)]
    [InlineData("(v & 0x7) > 4 || ((v & 0x7) == 4 && (v & 0x8) != 0)", 0xcUL, true)]
    [InlineData("true || false && false", 0UL, true)]
    public void Mean_what_they_mean_in_C(string expression, ulong value, bool expected) =>
        Assert.Equal(expected, PredicateExpression.Parse(expression)(value));

    [Theory]
    [InlineData("(v & 0x1) ?? 0")]
    [InlineData("v == 0 v")]
    [InlineData("(v & 0x1 == 0")]
    [InlineData("")]
    public void Are_refused_where_they_mean_nothing(string expression) =>
        Assert.Throws<FormatException>(() => PredicateExpression.Parse(expression));
}
