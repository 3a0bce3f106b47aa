using KernelMm.Cli.Images;
using KernelMm.Contracts;

namespace KernelMm.Cli.Commands;

/// <summary>What is to be walked: which architecture's tables, from where.</summary>
/// <param name="Architecture">How to read the tables.</param>
/// <param name="Root">The physical address of the top one.</param>
/// <param name="RootSource">How the root is known, for people.</param>
/// <param name="Half">Which half of the address space the root is of, or null where one root serves all addresses.</param>
internal sealed record WalkTarget(IArchitecture Architecture, PhysicalAddress Root, string RootSource, AddressHalf? Half)
{
    /// <summary>Takes what the user gave, and what is not given from the image's notes.</summary>
    public static WalkTarget Choose(IReadOnlyList<IArchitecture> architectures, MemoryImage image, string? name, string? root, string? half)
    {
        IArchitecture architecture = name is null ? FromImage(architectures, image) : ArchitectureChoice.ByName(architectures, name);
        AddressHalf? chosen = AddressHalves.Choose(architecture.Layout, half);
        WalkTarget target = root is null
            ? RootFromImage(architecture, image, chosen)
            : new WalkTarget(architecture, new PhysicalAddress(Hexadecimal.Parse(root, "--root")), "as given", chosen);
        target.Check(image);
        return target;
    }

    private static IArchitecture FromImage(IReadOnlyList<IArchitecture> architectures, MemoryImage image)
    {
        if (image.Machine is not { } machine)
        {
            throw new InputException(
                $"{image.Name.Quote()} does not say its architecture; give --arch ({string.Join(", ", ArchitectureChoice.Names(architectures))}).");
        }

        IArchitecture[] fitting = [.. architectures.Where(architecture => architecture.Layout.Root.Machine == machine)];
        if (fitting.Length == 0)
        {
            throw new InputException(
                $"{image.Name.Quote()} is of ELF machine {machine}, of which no architecture is known here; there are {string.Join(", ", ArchitectureChoice.Names(architectures))}.");
        }

        IArchitecture[] inMode = [.. fitting.Where(architecture => RegisterCondition.Holds(architecture.Layout.Root.Mode, image.Registers) == true)];
        return inMode.Length == 1
            ? inMode[0]
            : throw new InputException(
                $"{image.Name.Quote()} does not say which paging mode its machine was in; give --arch ({string.Join(" or ", ArchitectureChoice.Names(fitting))}).");
    }

    private static WalkTarget RootFromImage(IArchitecture architecture, MemoryImage image, AddressHalf? half)
    {
        RootLayout root = architecture.Layout.Root;
        string register = half == AddressHalf.Upper ? root.UpperRegister! : root.Register;
        return image.Registers.TryGet(register, out ulong value, out string source)
            ? new WalkTarget(architecture, root.RootOf(value), source, half)
            : throw new InputException(
                $"{image.Name.Quote()} does not tell {register}; give the top table's physical address with --root.");
    }

    private unsafe void Check(MemoryImage image)
    {
        // Where the root says what the top table is, that may be smaller than the biggest there is.
        ArchitectureLayout layout = Architecture.Layout;
        PhysicalAddress table = new(Root.Value & ~layout.Root.DescriptionMask);
        ByteCount size = layout.Root.DescriptionMask == 0
            ? new((ulong)layout.EntryBytes << layout.Levels[0].IndexBits)
            : ByteCount.FromShift(layout.Root.Address.Min(slice => slice.At));
        if (!table.IsAligned(size))
        {
            throw new InputException($"The root {Root} is not the address of a table: tables of {layout.Name} start at multiples of 0x{size.Value:x}.");
        }

        if (image.Memory.TableAt(table, size) == null)
        {
            throw new InputException($"The root {Root} ({RootSource}) lies outside of the image.");
        }
    }
}
