using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Checks;
using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Sections;

/// <summary>The whole file. What one section needs of another decides the order here, not that of the file.</summary>
internal static class ArchitectureSection
{
    /// <summary>The model, to be used only if nothing was reported; null where the levels are unusable.</summary>
    public static Architecture? Read(MappingReader file, string name)
    {
        string? description = file.Text("description");
        string? source = file.Text("source");
        string? space = ArchitectureName.ReadNamespace(file, name);
        int? pageShift = file.Integer("page_shift", 6, 30);
        int entryBits = file.Integer("entry_bits", 16, 64) ?? 64;
        bool inHalves = EntryAtomicity.Read(file, entryBits);
        bool isBigEndian = EntryEndian.Read(file, inHalves);
        VirtualAddressSection address = VirtualAddressSection.Read(file);
        int? physicalBits = file.Integer("physical_address_bits", 8, 64);
        Root? root = RootSection.Read(file);
        ParameterTable parameters = ParameterTable.Read(file);
        if (LevelTable.Read(file, parameters, entryBits) is not LevelTable levels)
        {
            return null;
        }

        RootHalves.Check(file, root, address);
        LevelTypes.Check(file, root, levels);
        LevelShifts.Check(file.Reporter, levels, pageShift, address.Bits);
        FieldTable fields = FieldTable.Read(file, levels, entryBits);
        var parts = LevelParts.Read(file, levels, fields, parameters, entryBits, physicalBits ?? 64);
        var tableEntries = TableEntries.Read(file, levels, fields, entryBits);
        EquatableArray<Protection> protections = ProtectionSection.Read(file, levels, fields);
        EquatableArray<Protection> protectionMap = ProtectionMapSection.Read(file, protections);
        UserFaults? userFaults = UserFaultsSection.Read(file);
        EquatableArray<Level> complete = levels.Indices.Select(level => parts.Build(level, pageShift ?? 0, tableEntries)).ToEquatableArray();
        return file.Reporter.Any ? null : new Architecture(
            name,
            space!,
            description!,
            source,
            pageShift!.Value,
            entryBits,
            inHalves,
            isBigEndian,
            new VirtualAddressRule(address.Bits!.Value, address.Extension, address.Upper),
            physicalBits!.Value,
            root!,
            parameters.Parameters,
            complete,
            protections,
            protectionMap,
            userFaults,
            parts.Hardware!.Marks.By,
            parts.Hardware.AlignedLeaves,
            parts.Swap?.Layout);
    }
}
