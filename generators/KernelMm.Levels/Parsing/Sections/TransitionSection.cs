using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Yaml;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>What Linux makes of the entries of each level.</summary>
internal static class TransitionSection
{
    public static NamedBlocks<Transition> Read(MappingReader file, LevelTable levels, TransitionStepReader steps)
    {
        var transitions = new NamedBlocks<Transition>(file.Reporter, levels, "transition");
        transitions.Read("transitions", file["transitions"], LevelFileKeys.TransitionBlock, (name, node, level) => ReadOne(file.Reporter, name, node, level, steps));
        return transitions;
    }

    /// <summary>The steps that a name stands for at one level.</summary>
    public static Transition? ReadOne(Reporter reporter, string name, YamlNode node, int level, TransitionStepReader steps)
    {
        TransitionStep?[]? read = Lists.Read(reporter, name, node)?.Select(item => steps.Read(item, level)).ToArray();
        return read is null || read.Any(step => step is null) ? null : new Transition(name, read.Select(step => step!).ToEquatableArray());
    }
}
