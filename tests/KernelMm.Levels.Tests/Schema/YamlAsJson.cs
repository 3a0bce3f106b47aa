using System.Globalization;
using System.Text.Json.Nodes;
using KernelMm.Levels.Parsing;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Tests.Schema;

/// <summary>A level file as an editor's YAML server hands it to a JSON Schema.</summary>
internal static class YamlAsJson
{
    public static JsonNode? Read(string text) => Convert(YamlTreeReader.Read(text, new Reporter())!);

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.DistinctBy(entry => entry.Key.Value).Select(entry => KeyValuePair.Create(entry.Key.Value, Convert(entry.Value)))),
        YamlSequence sequence => new JsonArray(sequence.Items.Select(Convert).ToArray()),
        YamlScalar { IsPlain: true, Value: "" } => null,
        YamlScalar { IsPlain: true, Value: "true" or "false" } scalar => JsonValue.Create(scalar.Value == "true"),
        YamlScalar { IsPlain: true } scalar when long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => JsonValue.Create(number),
        YamlScalar scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidOperationException(node.Kind),
    };
}
