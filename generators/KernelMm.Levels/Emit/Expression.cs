using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>Tests and address slices as C# expressions.</summary>
internal static class Expression
{
    /// <summary>A mask as a literal of the entry's type.</summary>
    public static string Hex(ulong value, string word) => word == "ulong" ? $"0x{value:x}UL" : $"0x{value:x}U";

    /// <summary>A test of the value named <paramref name="operand"/>.</summary>
    /// <param name="test">The test, with no parameter left in it unless <paramref name="parameters"/> names some.</param>
    /// <param name="operand">A C# expression of type <paramref name="word"/>.</param>
    /// <param name="word">The entry's type.</param>
    /// <param name="parameters">A C# expression for the parameters, or null.</param>
    public static string Of(Test test, string operand, string word, string? parameters = null) => test switch
    {
        ConstantTest constant => constant.Value ? "true" : "false",
        AnySetTest any => $"({operand} & {Hex(any.Mask, word)}) != 0",
        EqualsTest equals when equals.Mask == (word == "ulong" ? ulong.MaxValue : uint.MaxValue) => $"{operand} == {Hex(equals.Value, word)}",
        EqualsTest equals => $"({operand} & {Hex(equals.Mask, word)}) == {Hex(equals.Value, word)}",
        ParameterTest parameter => $"{parameters}.{Names.Pascal(parameter.Name)}",
        ParameterValueTest value when value.Mask == (word == "ulong" ? ulong.MaxValue : uint.MaxValue) => $"{operand} == ({word}){parameters}.{Names.Pascal(value.Name)}",
        ParameterValueTest value => $"({operand} & {Hex(value.Mask, word)}) == ({parameters}.{Names.Pascal(value.Name)} & {Hex(value.Mask, "ulong")})",
        NotTest { Inner: AnySetTest any } => $"({operand} & {Hex(any.Mask, word)}) == 0",
        NotTest { Inner: EqualsTest equals } => $"({operand} & {Hex(equals.Mask, word)}) != {Hex(equals.Value, word)}",
        NotTest not => $"!({Of(not.Inner, operand, word, parameters)})",
        AllTest all => Join(all.Parts, " && ", operand, word, parameters),
        AnyTest any => Join(any.Parts, " || ", operand, word, parameters),
        _ => throw new ArgumentException($"A test of an unknown kind: {test}.", nameof(test)),
    };

    /// <summary>The address that slices of the value named <paramref name="operand"/> hold, as a <see cref="ulong"/>.</summary>
    /// <param name="slices">Where its bits stand.</param>
    /// <param name="operand">A C# expression of the entry's type.</param>
    /// <param name="parameters">A C# expression for the parameters, where slices may depend on them.</param>
    public static string Address(EquatableArray<Slice> slices, string operand, string? parameters = null)
    {
        IEnumerable<string> parts = slices.Select(slice =>
        {
            string masked = $"({operand} & 0x{slice.Mask:x}UL)";
            int shift = slice.At - slice.Low;
            string moved = shift switch
            {
                0 => masked,
                > 0 => $"({masked} << {shift})",
                _ => $"({masked} >> {-shift})",
            };
            return slice.When is { } when && parameters is not null ? $"({parameters}.{Names.Pascal(when)} ? {moved} : 0UL)" : moved;
        });
        string joined = string.Join(" | ", parts);
        return joined.Length == 0 ? "0UL" : joined;
    }

    /// <summary>The entry's bits that hold the address named <paramref name="operand"/>, as a value of the entry's type.</summary>
    public static string Entry(EquatableArray<Slice> slices, string operand, string word)
    {
        IEnumerable<string> parts = slices.Select(slice =>
        {
            int shift = slice.At - slice.Low;
            string moved = shift switch
            {
                0 => operand,
                > 0 => $"({operand} >> {shift})",
                _ => $"({operand} << {-shift})",
            };
            return $"({moved} & 0x{slice.Mask:x}UL)";
        });
        string joined = string.Join(" | ", parts);
        return joined.Length == 0 ? $"({word})0" : $"({word})({joined})";
    }

    private static string Join(EquatableArray<Test> parts, string by, string operand, string word, string? parameters) =>
        string.Join(by, parts.Select(part => Part(part, operand, word, parameters)));

    private static string Part(Test part, string operand, string word, string? parameters) =>
        part is AllTest or AnyTest ? $"({Of(part, operand, word, parameters)})" : Of(part, operand, word, parameters);
}
