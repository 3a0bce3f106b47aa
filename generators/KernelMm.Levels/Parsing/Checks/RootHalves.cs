using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;
using KernelMm.Levels.Parsing.Sections;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>Two halves have two roots; without an upper half there is no second one.</summary>
internal static class RootHalves
{
    public static void Check(MappingReader file, Root? root, VirtualAddressSection address)
    {
        if (root is null || file["root"] is not { } node)
        {
            return;
        }

        if (address.Extension == AddressExtension.Halves && root.UpperRegister is null)
        {
            file.Reporter.Report(LevelDiagnostics.MissingKey, node.Span, "`root` of an address space of `two_halves`", "upper_register");
        }
        else if (address.Extension == AddressExtension.Zero && root.UpperRegister is not null)
        {
            file.Reporter.Report(LevelDiagnostics.UnknownKey, node.Span, "`root`", "upper_register", "there is no upper half with `zero_extend`, so leave it out");
        }
    }
}
