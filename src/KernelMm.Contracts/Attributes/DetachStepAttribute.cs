namespace KernelMm.Contracts;

/// <summary>The method is one of the steps that a detached page table is owed; see <see cref="DetachesAttribute"/>.</summary>
/// <param name="step">Which one.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class DetachStepAttribute(DetachStep step) : Attribute
{
    /// <summary>Which step the method takes.</summary>
    public DetachStep Step { get; } = step;
}
