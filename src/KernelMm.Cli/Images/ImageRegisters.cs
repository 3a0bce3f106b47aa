namespace KernelMm.Cli.Images;

/// <summary>The registers that an image's notes tell, by the manual's names, and how each is known.</summary>
internal sealed class ImageRegisters
{
    private readonly Dictionary<string, (ulong Value, string Source)> _registers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a register's value, unless a better source has told it already.</summary>
    /// <param name="name">The manual's name: <c>CR3</c>.</param>
    /// <param name="value">Its value; a part that is not known must not be asked for.</param>
    /// <param name="source">How it is known, for people: <c>CR3 of the first CPU</c>.</param>
    public void Offer(string name, ulong value, string source) => _registers.TryAdd(name, (value, source));

    /// <summary>A register's value, if the notes tell it.</summary>
    public bool TryGet(string name, out ulong value, out string source)
    {
        bool known = _registers.TryGetValue(name, out (ulong Value, string Source) register);
        (value, source) = known ? register : (0, string.Empty);
        return known;
    }
}
