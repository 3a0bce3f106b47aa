using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Reading;

/// <summary>Single words.</summary>
internal static class Words
{
    /// <summary>A word or quoted text, or null with a diagnostic; null without one where the key is absent.</summary>
    public static YamlScalar? Read(Reporter reporter, string name, YamlNode? node, string wanted)
    {
        if (node is null or YamlScalar { Value.Length: > 0 })
        {
            return node as YamlScalar;
        }

        string kind = node is YamlScalar ? "empty" : node.Kind;
        reporter.Report(LevelDiagnostics.WrongType, node.Span, name, kind, wanted);
        return null;
    }

    public static bool? ReadSwitch(Reporter reporter, string name, YamlNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case YamlScalar { IsPlain: true, Value: "true" }:
                return true;
            case YamlScalar { IsPlain: true, Value: "false" }:
                return false;
            default:
                reporter.Report(LevelDiagnostics.WrongType, node.Span, name, node.Kind, "true or false");
                return null;
        }
    }

    /// <summary>One of a few words, as what it stands for.</summary>
    public static T? ReadChoice<T>(Reporter reporter, string name, YamlNode? node, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (Read(reporter, name, node, $"one of {string.Join(", ", choices.Keys)}") is not YamlScalar scalar)
        {
            return null;
        }

        if (choices.TryGetValue(scalar.Value, out T value))
        {
            return value;
        }

        reporter.Report(LevelDiagnostics.NotOneOf, scalar.Span, name, Printable.Shorten(scalar.Value), Suggestion.For(scalar.Value, choices.Keys));
        return null;
    }
}
