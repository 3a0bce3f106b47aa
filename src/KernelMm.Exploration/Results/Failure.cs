namespace KernelMm.Exploration.Results;

/// <summary>What kind of thing went wrong.</summary>
public enum FailureKind
{
    /// <summary>The machine noticed misuse.</summary>
    Oops,

    /// <summary>The scenario noticed something it has a name for.</summary>
    Finding,

    /// <summary>All who are left wait.</summary>
    Deadlock,

    /// <summary>Locks were taken in an order that can deadlock.</summary>
    LockOrder,

    /// <summary>An actor came to its end with something in its hands.</summary>
    Unbalanced,

    /// <summary>Any other exception.</summary>
    Exception,

    /// <summary>One schedule did not give one execution.</summary>
    Nondeterminism,
}

/// <summary>Something that went wrong in an execution.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Name">Its name, the same whenever it is the same failure.</param>
/// <param name="Message">What happened.</param>
/// <param name="Actor">Who noticed, or -1 where nobody in particular did.</param>
public sealed record Failure(FailureKind Kind, string Name, string Message, int Actor)
{
    /// <summary>What an exception means.</summary>
    public static Failure Of(Exception exception, int actor)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            Finding finding => new Failure(FailureKind.Finding, finding.Name, finding.Message, actor),
            Oops => new Failure(FailureKind.Oops, WithoutNumbers(exception.Message), exception.Message, actor),
            _ => new Failure(FailureKind.Exception, exception.GetType().Name, $"{exception.GetType().Name}: {exception.Message}", actor),
        };
    }

    /// <summary>Whether it is the same failure, met in another execution.</summary>
    public bool IsSame(Failure? other) => other is not null && other.Kind == Kind && other.Name == Name;

    // Addresses and task numbers differ from one execution to the next where the failure is the same.
    private static string WithoutNumbers(string message)
    {
        string[] words = message.Split(' ');
        return string.Join(' ', words.Select(word => word.Any(char.IsDigit) ? "#" : word));
    }
}
