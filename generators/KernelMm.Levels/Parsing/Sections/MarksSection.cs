using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>What using an entry makes of it, and who does that.</summary>
internal sealed class MarksSection
{
    private static readonly Dictionary<string, MarkedBy> Choices = new(StringComparer.Ordinal)
    {
        ["hardware"] = MarkedBy.Hardware,
        ["either"] = MarkedBy.Either,
        ["fault"] = MarkedBy.Fault,
    };

    private readonly NamedBlocks<Transition> _blocks;

    private MarksSection(NamedBlocks<Transition> blocks, MarkedBy by) => (_blocks, By) = (blocks, by);

    /// <summary>Who marks.</summary>
    public MarkedBy By { get; }

    public static MarksSection Read(MappingReader hardware, LevelTable levels, TransitionStepReader steps)
    {
        Reporter reporter = hardware.Reporter;
        MarkedBy? by = Words.ReadChoice(reporter, "marked_by", hardware["marked_by"], Choices);
        if (hardware["marked_by"] is null != hardware["marks"] is null)
        {
            reporter.Report(LevelDiagnostics.MissingKey, hardware.Span, "`hardware`", hardware["marks"] is null ? "marks" : "marked_by");
        }

        var blocks = new NamedBlocks<Transition>(reporter, levels, "mark");
        blocks.Read("marks", hardware["marks"], LevelFileKeys.Marks, (name, node, level) => ReadOne(reporter, name, node, level, levels, steps));
        return new MarksSection(blocks, by ?? MarkedBy.Nobody);
    }

    public EntryMarks At(int level) => new(Steps(level, "table"), Steps(level, "read"), Steps(level, "write"));

    private EquatableArray<TransitionStep> Steps(int level, string name) =>
        _blocks.At(level).Select(item => item.Value).FirstOrDefault(mark => mark.Name == name)?.Steps ?? EquatableArray.Of<TransitionStep>();

    private static Transition? ReadOne(Reporter reporter, string name, YamlNode node, int level, LevelTable levels, TransitionStepReader steps)
    {
        bool isTable = name == "table";
        bool isLowest = level == levels.Lowest;
        if (isTable ? isLowest : !isLowest && levels.Levels[level].Leaf == LeafSupport.None)
        {
            string remedy = isTable ? "the lowest level points to no tables, so take it out" : "nobody takes a leaf there, so take it out";
            reporter.Report(LevelDiagnostics.UnknownLevel, node.Span, levels.Levels[level].Word, remedy);
            return null;
        }

        return TransitionSection.ReadOne(reporter, name, node, level, steps);
    }
}
