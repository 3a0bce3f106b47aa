namespace KernelMm.Exploration.Engine;

/// <summary>One operation on something shared, as it was carried out.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Operation">What.</param>
/// <param name="Target">To what, by its number in the <see cref="ObjectTable"/>.</param>
internal readonly record struct Step(int Actor, SharedOperation Operation, int Target);

/// <summary>A recorded answer other than who goes on.</summary>
/// <param name="Step">In which step it was asked for.</param>
/// <param name="Kind">What it decides.</param>
/// <param name="Count">Among how many.</param>
/// <param name="Value">The answer.</param>
internal readonly record struct Choice(int Step, ChoiceKind Kind, int Count, int Value);
