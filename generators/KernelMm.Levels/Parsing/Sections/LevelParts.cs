using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>What the sections say about levels, from which each level is put together.</summary>
internal sealed record LevelParts(
    LevelTable Levels,
    FieldTable Fields,
    EquatableArray<Predicate>[] Predicates,
    NamedBlocks<Transition> Transitions,
    AddressSection Address,
    HardwareSection? Hardware,
    SwapSection? Swap,
    LevelTests LeafWhen,
    Reporter Reporter)
{
    public static LevelParts Read(MappingReader file, LevelTable levels, FieldTable fields, ParameterTable parameters, int entryBits, int physicalBits)
    {
        var tests = new TestReader(file.Reporter, fields, parameters, entryBits);
        var steps = new TransitionStepReader(file.Reporter, fields, tests, entryBits);
        AddressSection address = AddressSection.Read(file, levels, tests, parameters, entryBits, physicalBits);
        NamedBlocks<Test> predicates = PredicateSection.Read(file, levels, tests);
        NamedBlocks<Transition> transitions = TransitionSection.Read(file, levels, steps);
        MemberNames.Check(file.Reporter, levels, predicates, transitions);
        HardwareSection? hardware = HardwareSection.Read(file, levels, tests, steps);
        SwapSection? swap = SwapSection.Read(file, levels, parameters, entryBits);
        return new LevelParts(levels, fields, PredicateSection.Complete(file, levels, predicates), transitions, address, hardware, swap, LevelTests.Read(file, "leaf_when", levels, tests), file.Reporter);
    }

    public Level Build(int index, int pageShift, TableEntries tableEntries)
    {
        LevelDeclaration declaration = Levels.Levels[index];
        bool isLowest = index == Levels.Lowest;
        EquatableArray<Slice> table = isLowest ? EquatableArray.Of<Slice>() : Address.TableAt(index, pageShift);
        EquatableArray<Slice> leaf = Address.From(declaration.Shift ?? 0);
        FieldOverlaps.CheckAddress(Reporter, Fields, index, FieldClasses.Table, table);
        if (declaration.Leaf is not LeafSupport.None)
        {
            FieldOverlaps.CheckAddress(Reporter, Fields, index, FieldClasses.Leaf, Address.HardwareFrom(index, declaration.Shift ?? 0));
        }

        return new Level(
            declaration.Names.ToEquatableArray(),
            declaration.ManualName,
            declaration.Shift ?? 0,
            declaration.IndexBits ?? 0,
            declaration.Leaf ?? LeafSupport.None,
            Fields.At(index).Select(field => field.Field).ToEquatableArray(),
            Predicates[index],
            Transitions.At(index).Select(item => item.Value).ToEquatableArray(),
            table,
            leaf,
            Address.HardwareFrom(index, declaration.Shift ?? 0),
            Address.InvertedAt(index),
            Address.GroupedAt(index),
            Address.ContiguousAt(index),
            tableEntries.UserAt(index),
            tableEntries.KernelAt(index),
            Hardware?.At(index) ?? new HardwareEntry(new ConstantTest(false), new ConstantTest(false), null, EntryMarks.None, new(null, null, null, null, null), new(null, null, null, null, null), false),
            declaration.Empty,
            declaration.Type,
            declaration.TypeValue,
            isLowest ? null : declaration.Limits,
            declaration.LinuxTable,
            declaration.When,
            Swap?.FixedAt(index) ?? 0,
            LeafWhen.At(index),
            Swap?.Levels.Contains(index) ?? false);
    }
}
