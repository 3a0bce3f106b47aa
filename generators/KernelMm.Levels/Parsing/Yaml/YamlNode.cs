namespace KernelMm.Levels.Parsing.Yaml;

/// <summary>A value of a level file and where it stands.</summary>
internal abstract record YamlNode(LevelFileSpan Span)
{
    /// <summary>What it is, for a sentence.</summary>
    public abstract string Kind { get; }
}

/// <summary>A word, number or text.</summary>
/// <param name="Value">Its text without quotes.</param>
/// <param name="IsPlain">Whether it stands without quotes, so that <c>true</c> and <c>12</c> are more than text.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record YamlScalar(string Value, bool IsPlain, LevelFileSpan Span) : YamlNode(Span)
{
    public override string Kind => Value.Length == 0 && IsPlain ? "empty" : IsPlain ? "a word" : "a text";
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items, LevelFileSpan Span) : YamlNode(Span)
{
    public override string Kind => "a list";
}

/// <summary>A mapping; keys may repeat here.</summary>
internal sealed record YamlMapping(IReadOnlyList<YamlEntry> Entries, LevelFileSpan Span) : YamlNode(Span)
{
    public override string Kind => "a mapping";
}

/// <summary>A key and its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);
