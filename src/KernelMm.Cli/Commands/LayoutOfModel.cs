using KernelMm.Contracts;
using KernelMm.Levels.Model;

namespace KernelMm.Cli.Commands;

/// <summary>Says of a level file what the generated code would say of itself, so that both are shown by the same hand.</summary>
internal static class LayoutOfModel
{
    /// <summary>The layout of an architecture that exists as a file only.</summary>
    public static ArchitectureLayout Of(Architecture architecture) => new(
        architecture.Name,
        architecture.Description,
        architecture.PageShift,
        architecture.EntryBits,
        architecture.Address.Bits,
        (Contracts.AddressExtension)architecture.Address.Extension,
        architecture.PhysicalAddressBits,
        Of(architecture.Root),
        [.. architecture.Levels.Select(Of)],
        [.. architecture.Parameters.Select(Of)],
        architecture.IsBigEndian,
        architecture.Address.UpperStart);

    private static RootLayout Of(Root root) => new(
        root.Register,
        [.. root.Address.Select(slice => new AddressSlice(slice.High, slice.Low, slice.At))],
        root.ElfMachine,
        root.Mode,
        root.UpperRegister,
        (root.Type?.Mask ?? 0) | (root.Limits?.To.Mask ?? 0) | (root.Limits?.From?.Mask ?? 0));

    private static LevelLayout Of(Level level) => new(
        [.. level.Names.Select(Of)],
        level.ManualName,
        level.Shift,
        level.IndexBits,
        level.Leaf != LeafSupport.None,
        level.Leaf == LeafSupport.Linux,
        [.. level.FieldsAndAddress.Select(Of)],
        [.. level.Predicates.Select(predicate => predicate.Name)],
        level.ContiguousShift);

    private static FieldLayout Of(Field field) => new(
        field.Name, field.LinuxName, field.ManualName, field.High, field.Low, (EntryClasses)field.Classes, field.Description);

    private static ParameterLayout Of(Parameter parameter) =>
        new(parameter.Name, parameter.Description, parameter.Default, parameter.IsSwitch);

    private static PageTableLevel Of(LevelName name) => name switch
    {
        LevelName.Pte => PageTableLevel.Pte,
        LevelName.Pmd => PageTableLevel.Pmd,
        LevelName.Pud => PageTableLevel.Pud,
        LevelName.P4d => PageTableLevel.P4d,
        _ => PageTableLevel.Pgd,
    };
}
