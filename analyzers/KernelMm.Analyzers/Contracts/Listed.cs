namespace KernelMm.Analyzers.Contracts;

/// <summary>What a list says of one member.</summary>
internal sealed class Listed
{
    /// <summary>Of a method's result; of a field or property, of its value.</summary>
    public Contract Value { get; set; }

    public MethodTraits Traits { get; set; }

    public MethodClaims Claims { get; } = new();

    /// <summary>Of its parameters, by ordinal.</summary>
    public Dictionary<int, Contract> Parameters { get; } = [];
}
