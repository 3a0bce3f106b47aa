namespace KernelMm.Analyzers.Flow;

/// <summary>A condition as it is compared with others.</summary>
/// <param name="Text">The same for all conditions that ask the same question; null where it is not certain to be answered the same way twice.</param>
/// <param name="Sense">Which answer of the operation means that the text is true.</param>
/// <param name="Places">The places on which the answer depends.</param>
/// <param name="Equality">Where the condition is "this place equals this constant": the place, for its value is known once it is true.</param>
internal sealed record ConditionForm(string? Text, bool Sense, IReadOnlyCollection<int> Places, (int Place, object Constant)? Equality)
{
    /// <summary>Whether all that it asks about is the method's own; null until somebody wants to know.</summary>
    public bool? IsSteady { get; set; }
}
