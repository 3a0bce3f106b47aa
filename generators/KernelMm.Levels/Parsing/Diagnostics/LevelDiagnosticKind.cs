using System.Globalization;

namespace KernelMm.Levels.Parsing;

/// <summary>A kind of mistake in a level file.</summary>
/// <param name="Id">Its id: <c>KML0001</c>.</param>
/// <param name="Title">What kind it is, in a few words.</param>
/// <param name="Format">The sentence, with <c>{0}</c> … for what differs from one case to the next.</param>
public sealed record LevelDiagnosticKind(string Id, string Title, string Format)
{
    /// <summary>A mistake of this kind.</summary>
    /// <param name="span">Where it stands.</param>
    /// <param name="arguments">What the sentence leaves open.</param>
    public LevelFileDiagnostic At(LevelFileSpan span, params object[] arguments) =>
        new(Id, string.Format(CultureInfo.InvariantCulture, Format, arguments), span);
}
