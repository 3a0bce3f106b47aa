namespace KernelMm.Levels.Model;

/// <summary>A question to an entry, structured so that it can be printed in any language and reasoned about.</summary>
public abstract record Test
{
    private protected Test()
    {
    }
}

/// <summary>Always the same answer.</summary>
/// <param name="Value">The answer.</param>
public sealed record ConstantTest(bool Value) : Test;

/// <summary>Whether some bit of the mask is set.</summary>
/// <param name="Mask">Not 0.</param>
public sealed record AnySetTest(ulong Mask) : Test;

/// <summary>Whether the masked bits have one value.</summary>
/// <param name="Mask">Not 0.</param>
/// <param name="Value">Within <paramref name="Mask"/>.</param>
public sealed record EqualsTest(ulong Mask, ulong Value) : Test;

/// <summary>Whether a switch parameter is on.</summary>
/// <param name="Name">The parameter's name.</param>
public sealed record ParameterTest(string Name) : Test;

/// <summary>Whether the entry is the value of a number parameter.</summary>
/// <param name="Mask">The bits that an entry has.</param>
/// <param name="Name">The parameter's name.</param>
public sealed record ParameterValueTest(ulong Mask, string Name) : Test;

/// <summary>Whether a test fails.</summary>
/// <param name="Inner">The test.</param>
public sealed record NotTest(Test Inner) : Test;

/// <summary>Whether all tests hold.</summary>
/// <param name="Parts">At least one.</param>
public sealed record AllTest(EquatableArray<Test> Parts) : Test;

/// <summary>Whether some test holds.</summary>
/// <param name="Parts">At least one.</param>
public sealed record AnyTest(EquatableArray<Test> Parts) : Test;
