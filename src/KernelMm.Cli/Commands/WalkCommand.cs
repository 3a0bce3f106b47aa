using System.CommandLine;
using System.Globalization;
using KernelMm.Cli.Images;
using KernelMm.Cli.Rendering;
using KernelMm.Contracts;

namespace KernelMm.Cli.Commands;

/// <summary><c>kernelmm walk</c>: every leaf of the page tables in a memory image.</summary>
internal static class WalkCommand
{
    private const string Description =
        "Prints what the page tables in a memory image map. Without an image it walks the one that comes with the tool: the page tables of a real Linux process.";

    private const string FormatDescription =
        "table groups neighbouring pages with the same rights into regions and shows how much of each is mapped at which page size. tsv is a header line that starts with #, and a line for each leaf that hardware takes, in address order: virtual address, physical address, size, raw entry, rights. json is one object a line: va, pa, size, entry, rights. Rights are those over all levels: u user code may access it, w it may be written, x it may be executed (by user code where u, else by the kernel), - for each that is absent.";

    private const string DefaultLimit = "1G";

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Argument<string?> image = new("IMAGE")
        {
            Description = "An ELF core whose segments carry physical addresses (dump-guest-memory, kdump, drgn), a LiME file, or a raw image with --base; each may be compressed with gzip.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> architecture = new("--arch") { Description = "The architecture ('levels' lists them); else the image's own notes say it.", HelpName = "ARCH" };
        Option<string?> root = new("--root") { Description = "The top table's physical address; else the image's own notes say it.", HelpName = "ADDRESS" };
        Option<string?> start = new("--base") { Description = "The physical address of a raw image's first byte.", HelpName = "ADDRESS" };
        Option<string?> from = new("--from") { Description = "Only what is mapped at this virtual address and above.", HelpName = "VA" };
        Option<string?> to = new("--to") { Description = "Only what is mapped below this virtual address; 0 is the end of the address space.", HelpName = "VA" };
        Option<string?> half = new("--va-half") { Description = "Which half of the address space to walk where each has a root of its own: lower (the default) or upper.", HelpName = "HALF" };
        Option<string> limit = new("--max-unpacked") { Description = "How large a compressed image may become in memory: bytes, with K, M, G or T.", HelpName = "SIZE", DefaultValueFactory = _ => DefaultLimit };
        Option<string[]> parameters = ParameterArguments.Option("What the kernel decided about software's bits changes nothing in a walk: those are not what hardware walks.");
        Option<string> format = OutputFormats.Option(FormatDescription, OutputFormat.Table, OutputFormat.Tsv, OutputFormat.Json);
        Command command = new("walk", Description) { image, architecture, root, half, start, parameters, format, from, to, limit };
        command.SetAction(result =>
        {
            OutputFormat chosen = OutputFormats.Parse(result.GetRequiredValue(format), OutputFormat.Table, OutputFormat.Tsv, OutputFormat.Json);
            using Progress progress = new(surroundings);
            ImageOpener opener = new(ByteSize.Parse(result.GetRequiredValue(limit), "--max-unpacked"), progress.Unpacked);
            using MemoryImage opened = Open(opener, result.GetValue(image), result.GetValue(start));
            WalkTarget target = WalkTarget.Choose(surroundings.Architectures, opened, result.GetValue(architecture), result.GetValue(root), result.GetValue(half));
            ArchitectureLayout layout = target.Architecture.Layout;
            AddressRange range = AddressRange.Parse(layout, result.GetValue(from), result.GetValue(to), target.Half);
            ulong[] settings = ParameterArguments.Parse(layout, result.GetRequiredValue(parameters));
            return Walk(surroundings, opened, target, range, settings, chosen, progress);
        });
        return command;
    }

    private static MemoryImage Open(ImageOpener opener, string? path, string? start)
    {
        PhysicalAddress? address = start is null ? null : new PhysicalAddress(Hexadecimal.Parse(start, "--base"));
        if (path is not null)
        {
            return opener.Open(path, address);
        }

        return address is null
            ? opener.OpenBundled()
            : throw new InputException("--base is for raw images, and the bundled image is none; name an image, or leave out --base.");
    }

    private static int Walk(
        Surroundings surroundings, MemoryImage image, WalkTarget target, AddressRange range, ulong[] parameters, OutputFormat format, Progress progress)
    {
        ByteOutput output = new(progress.Guard(surroundings.Output));
        ILeafRenderer renderer = format switch
        {
            OutputFormat.Tsv => new TsvLeaves(output),
            OutputFormat.Json => new JsonLeaves(output),
            _ => new RegionTable(output, target.Architecture.Layout, surroundings.Colours),
        };
        renderer.Begin($"{image.Name}, {target.Architecture.Layout.Name}, root {target.Root} ({target.RootSource})");
        WalkVisitor visitor = new(renderer, progress);
        target.Architecture.WalkLeaves(image.Memory, target.Root, range.First, range.Last, ref visitor, parameters);
        renderer.End();
        output.Flush();
        progress.Dispose();
        if (visitor.MissingTables == 0)
        {
            return ExitCode.Done;
        }

        surroundings.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"kernelmm: {visitor.MissingTables} {(visitor.MissingTables == 1 ? "table is" : "tables are")} missing from the image; what {ByteSize.Describe(visitor.MissingBytes)} of addresses map is not known."));
        return ExitCode.Incomplete;
    }
}
