using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KernelMm.Levels.Tests.Schema;

/// <summary>
/// As much of JSON Schema as levels.schema.json uses. A keyword that it does not know is an error, so that nothing in the schema goes
/// untested.
/// </summary>
internal sealed class SchemaValidator(JsonObject root)
{
    private static readonly string[] NotChecked = ["$schema", "$defs", "title", "description", "required", "additionalProperties"];

    /// <summary>Where and why a value does not fit; nothing where it does.</summary>
    public IEnumerable<string> Check(JsonNode? value) => Check(root, value, "$");

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string path) =>
        schema.Where(keyword => !NotChecked.Contains(keyword.Key))
            .SelectMany(keyword => Check(keyword.Key, keyword.Value!, value, path))
            .Concat(CheckKeys(schema, value, path));

    private IEnumerable<string> Check(string keyword, JsonNode rule, JsonNode? value, string path) => keyword switch
    {
        "$ref" => Check(Resolve((string)rule!), value, path),
        "type" => Unless(Types(rule).Contains(TypeOf(value)), path, $"is {TypeOf(value)}"),
        "enum" => Unless(rule.AsArray().Any(known => JsonNode.DeepEquals(known, value)), path, "is none of the choices"),
        "oneOf" => Unless(rule.AsArray().Count(choice => !Check(choice!.AsObject(), value, path).Any()) == 1, path, "fits not just one"),
        "pattern" => Unless(!IsText(value) || Regex.IsMatch((string)value!, (string)rule!), path, "does not match"),
        "minLength" => Unless(!IsText(value) || ((string)value!).Length >= (int)rule, path, "is too short"),
        "maxLength" => Unless(!IsText(value) || ((string)value!).Length <= (int)rule, path, "is too long"),
        "minimum" => Unless(!IsNumber(value) || (long)value! >= (long)rule, path, "is too small"),
        "maximum" => Unless(!IsNumber(value) || (long)value! <= (long)rule, path, "is too large"),
        "minItems" => Unless(value is not JsonArray list || list.Count >= (int)rule, path, "has too few items"),
        "maxItems" => Unless(value is not JsonArray list || list.Count <= (int)rule, path, "has too many items"),
        "uniqueItems" => Unless(value is not JsonArray list || list.Select(item => item?.ToJsonString()).Distinct().Count() == list.Count, path, "repeats an item"),
        "items" => value is JsonArray items ? items.SelectMany((item, index) => Check(rule.AsObject(), item, $"{path}[{index}]")) : [],
        "propertyNames" => value is JsonObject names ? names.SelectMany(pair => Check(rule.AsObject(), JsonValue.Create(pair.Key), $"{path}.{pair.Key}")) : [],
        "properties" => value is JsonObject map ? map.SelectMany(pair => rule[pair.Key] is JsonObject own ? Check(own, pair.Value, $"{path}.{pair.Key}") : []) : [],
        _ => throw new NotSupportedException($"The schema uses {keyword}, which this test does not check"),
    };

    private IEnumerable<string> CheckKeys(JsonObject schema, JsonNode? value, string path)
    {
        if (value is not JsonObject map)
        {
            return [];
        }

        IEnumerable<string> missing = (schema["required"]?.AsArray() ?? []).Where(key => !map.ContainsKey((string)key!)).Select(key => $"{path} lacks {key}");
        IEnumerable<KeyValuePair<string, JsonNode?>> others = map.Where(pair => schema["properties"]?[pair.Key] is null);
        return missing.Concat(schema["additionalProperties"] switch
        {
            JsonObject rule => others.SelectMany(pair => Check(rule, pair.Value, $"{path}.{pair.Key}")),
            JsonValue => others.Select(pair => $"{path} has no {pair.Key}"),
            _ => [],
        });
    }

    private JsonObject Resolve(string reference) => root["$defs"]![reference["#/$defs/".Length..]]!.AsObject();

    private static string[] Types(JsonNode rule) => rule is JsonArray list ? list.Select(item => (string)item!).ToArray() : [(string)rule!];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static bool IsText(JsonNode? value) => TypeOf(value) == "string";

    private static bool IsNumber(JsonNode? value) => TypeOf(value) == "integer";

    private static string[] Unless(bool holds, string path, string problem) => holds ? [] : [string.Create(CultureInfo.InvariantCulture, $"{path} {problem}")];
}
