using System.Text.Json.Nodes;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Tests.Mistakes;
using KernelMm.Levels.Tests.Schema;

namespace KernelMm.Levels.Tests;

/// <summary>levels.schema.json says to editors what the parser says to the compiler.</summary>
public class SchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(LevelFiles.Folder, "levels.schema.json")))!.AsObject();

    private static readonly (string Definition, KeyTable Keys)[] Sections =
    [
        ("", LevelFileKeys.File),
        ("virtualAddress", LevelFileKeys.VirtualAddress),
        ("root", LevelFileKeys.Root),
        ("rootSlice", LevelFileKeys.RootSlice),
        ("levelType", LevelFileKeys.LevelType),
        ("limits", LevelFileKeys.Limits),
        ("tables", LevelFileKeys.Tables),
        ("fixedBits", LevelFileKeys.FixedBits),
        ("parameter", LevelFileKeys.Parameter),
        ("field", LevelFileKeys.Field),
        ("levelDeclaration", LevelFileKeys.Level),
        ("address", LevelFileKeys.Address),
        ("grouped", LevelFileKeys.Grouped),
        ("contiguous", LevelFileKeys.Contiguous),
        ("hardwareOnly", LevelFileKeys.HardwareOnly),
        ("tableEntryBlock", LevelFileKeys.TableEntry),
        ("slice", LevelFileKeys.Slice),
        ("conditional", LevelFileKeys.Conditional),
        ("predicateBlock", LevelFileKeys.PredicateBlock),
        ("transitionBlock", LevelFileKeys.TransitionBlock),
        ("setStep", LevelFileKeys.SetStep),
        ("clearStep", LevelFileKeys.ClearStep),
        ("setMaskStep", LevelFileKeys.SetMaskStep),
        ("clearMaskStep", LevelFileKeys.ClearMaskStep),
        ("moveStep", LevelFileKeys.MoveStep),
        ("maskTest", LevelFileKeys.MaskTest),
        ("fieldTest", LevelFileKeys.FieldTest),
        ("allTest", LevelFileKeys.AllTest),
        ("anyTest", LevelFileKeys.AnyTest),
        ("notTest", LevelFileKeys.NotTest),
        ("parameterTest", LevelFileKeys.ParameterTest),
        ("parameterValueTest", LevelFileKeys.ParameterValueTest),
        ("hardware", LevelFileKeys.Hardware),
        ("protectionMap", LevelFileKeys.ProtectionMap),
        ("userFaults", LevelFileKeys.UserFaults),
        ("marks", LevelFileKeys.Marks),
        ("rights", LevelFileKeys.Rights),
        ("entryRights", LevelFileKeys.EntryRights),
        ("swap", LevelFileKeys.Swap),
        ("swapOffset", LevelFileKeys.SwapOffset),
        ("swapType", LevelFileKeys.SwapType),
    ];

    public static TheoryData<string> Definitions => new(Sections.Select(section => section.Definition));

    [Theory]
    [MemberData(nameof(Definitions))]
    public void A_section_has_the_same_keys_in_the_schema_and_in_the_parser(string definition)
    {
        KeyTable keys = Sections.Single(section => section.Definition == definition).Keys;
        JsonObject schema = definition.Length == 0 ? Schema : Schema["$defs"]![definition]!.AsObject();

        Assert.Equal(keys.All.Order(), schema["properties"]!.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal(keys.Required.Order(), (schema["required"]?.AsArray() ?? []).Select(key => (string)key!).Order());
        Assert.Equal(keys.IsOpen, schema["additionalProperties"] is JsonObject);
    }

    [Fact]
    public void Every_definition_with_keys_is_compared()
    {
        IEnumerable<string> defined = Schema["$defs"]!.AsObject().Where(pair => pair.Value!["properties"] is not null).Select(pair => pair.Key);

        Assert.Equal([], defined.Except(Sections.Select(section => section.Definition)));
        Assert.Equal(typeof(LevelFileKeys).GetFields().Length, Sections.Length);
    }

    [Theory]
    [MemberData(nameof(LevelFiles.All), MemberType = typeof(LevelFiles))]
    public void A_shipped_file_fits_the_schema(string name) =>
        Assert.Equal([], new SchemaValidator(Schema).Check(YamlAsJson.Read(LevelFiles.Read(name))));

    [Fact]
    public void The_sample_fits_the_schema() => Assert.Equal([], new SchemaValidator(Schema).Check(YamlAsJson.Read(Sample.Text)));

    [Fact]
    public void What_the_parser_refuses_for_a_key_the_schema_refuses_too()
    {
        var validator = new SchemaValidator(Schema);
        Mistake[] mistakes = KeysMistakes.All.Where(mistake => mistake.Expected.Any(expected => expected.Contains(" KML0008 ") || expected.Contains(" KML0009 "))).ToArray();

        Assert.NotEmpty(mistakes);
        Assert.All(mistakes, mistake => Assert.NotEmpty(validator.Check(YamlAsJson.Read(mistake.Text))));
    }

    [Fact]
    public void The_page_for_people_names_every_key()
    {
        string page = File.ReadAllText(Path.Combine(LevelFiles.Folder, "README.md"));
        IEnumerable<string> keys = Sections.SelectMany(section => section.Keys.All).Distinct();

        Assert.Equal([], keys.Where(key => !page.Contains($"`{key}`", StringComparison.Ordinal) && !page.Contains($"{{ {key}:", StringComparison.Ordinal) && !page.Contains($", {key}:", StringComparison.Ordinal)));
    }
}
