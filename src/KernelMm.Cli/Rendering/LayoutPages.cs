using System.Globalization;
using KernelMm.Cli.Commands;
using KernelMm.Contracts;
using Spectre.Console;

namespace KernelMm.Cli.Rendering;

/// <summary>Shows layouts: a list of them, or one with its levels and the bits of their entries.</summary>
internal static class LayoutPages
{
    private const EntryClasses AllClasses = EntryClasses.Table | EntryClasses.Leaf | EntryClasses.NonPresent;

    /// <summary>A line for each architecture.</summary>
    public static void WriteList(Surroundings surroundings, IEnumerable<ArchitectureLayout> layouts)
    {
        Table table = NewTable("name", "levels", "virtual", "physical", "pages", "description");
        foreach (ArchitectureLayout layout in layouts)
        {
            table.AddRow(Cells(
                layout.Name,
                Number(layout.Levels.Count),
                $"{Number(layout.VirtualAddressBits)} bits",
                $"{Number(layout.PhysicalAddressBits)} bits",
                string.Join(' ', layout.Levels.Where(level => level.HardwareLeaf).Reverse().Select(level => ByteSize.OfShift(level.Shift))),
                layout.Description));
        }

        Print(surroundings, console => console.Write(table));
    }

    /// <summary>All about one architecture.</summary>
    public static void Write(Surroundings surroundings, ArchitectureLayout layout) => Print(surroundings, console =>
    {
        WriteHead(console, layout);
        console.Write(LevelTable(layout));
        WriteParameters(console, layout);
        foreach (LevelLayout level in layout.Levels)
        {
            WriteEntry(console, layout, level);
        }
    });

    private static void WriteHead(IAnsiConsole console, ArchitectureLayout layout)
    {
        Line(console, $"{layout.Name}: {layout.Description}");
        string rule = layout.Extension switch
        {
            AddressExtension.Sign => "the bits above repeat the highest of them",
            AddressExtension.Halves when layout.UpperStart is { } start => string.Create(CultureInfo.InvariantCulture, $"the bits above are zero, or those of 0x{start:x} in the upper half"),
            AddressExtension.Halves => "the bits above are all equal and tell the half",
            _ => "the bits above are zero",
        };
        Line(console, $"virtual addresses of {Number(layout.VirtualAddressBits)} bits ({rule}), physical ones of up to {Number(layout.PhysicalAddressBits)}");
        Line(console, $"pages of {ByteSize.OfShift(layout.PageShift)}, entries of {Number(layout.EntryBits)} bits{(layout.IsBigEndian ? ", highest byte first" : string.Empty)}");
        RootLayout root = layout.Root;
        string upper = root.UpperRegister is null ? string.Empty : $" for the lower half and {root.UpperRegister} for the upper";
        string machine = root.Machine == 0 ? string.Empty : $", ELF machine {Number(root.Machine)}";
        string mode = root.Mode is null ? string.Empty : $", when {root.Mode}";
        Line(console, $"the top table's address is in {root.Register}{upper}{machine}{mode}");
        Line(console, string.Empty);
    }

    private static Table LevelTable(ArchitectureLayout layout)
    {
        Table table = NewTable("level", "manual", "shift", "bits", "entries", "entry covers", "table covers", "leaf in hardware", "leaf in Linux");
        foreach (LevelLayout level in layout.Levels)
        {
            table.AddRow(Cells(
                string.Join(" = ", level.Names.Select(name => name.KernelName())),
                level.ManualName,
                Number(level.Shift),
                Number(level.IndexBits),
                Number(1 << level.IndexBits),
                ByteSize.OfShift(level.Shift),
                ByteSize.Describe(UInt128.One << (level.Shift + level.IndexBits)),
                level.HardwareLeaf ? ByteSize.OfShift(level.Shift) : "-",
                level.LinuxLeaf ? ByteSize.OfShift(level.Shift) : "-"));
        }

        return table;
    }

    private static void WriteParameters(IAnsiConsole console, ArchitectureLayout layout)
    {
        if (layout.Parameters.Count == 0)
        {
            return;
        }

        Line(console, string.Empty);
        Table table = NewTable("--param", "default", "what the running kernel decides");
        foreach (ParameterLayout parameter in layout.Parameters)
        {
            string value = parameter.Default > 1 ? string.Create(CultureInfo.InvariantCulture, $"0x{parameter.Default:x}") : Number((int)parameter.Default);
            table.AddRow(Cells(parameter.Name, value, parameter.Description));
        }

        console.Write(table);
    }

    private static void WriteEntry(IAnsiConsole console, ArchitectureLayout layout, LevelLayout level)
    {
        BitDiagram diagram = new(layout, level, AllClasses);
        Line(console, string.Empty);
        Line(console, $"{level.Owner.KernelName()} ({level.ManualName})");
        Line(console, string.Empty);
        foreach (string line in diagram.Ruler().Append(diagram.Legend()))
        {
            Line(console, $"  {line}");
        }

        Line(console, string.Empty);
        Table table = NewTable("", "bits", "name", "manual", "Linux", "in", "meaning");
        foreach ((char letter, FieldLayout field) in diagram.Fields)
        {
            table.AddRow(Cells(
                letter.ToString(), BitDiagram.BitsOf(field), field.Name, field.ManualName ?? "-", field.LinuxName ?? "-", Describe(field.Classes), field.Description));
        }

        console.Write(table);
        Line(console, $"  predicates: {string.Join(' ', level.Predicates)}");
    }

    private static string Describe(EntryClasses classes)
    {
        if (classes == AllClasses)
        {
            return "all";
        }

        string[] names =
        [
            .. classes.HasFlag(EntryClasses.Table) ? ["table"] : Array.Empty<string>(),
            .. classes.HasFlag(EntryClasses.Leaf) ? ["leaf"] : Array.Empty<string>(),
            .. classes.HasFlag(EntryClasses.Hardware) ? ["hardware's table"] : Array.Empty<string>(),
            .. classes.HasFlag(EntryClasses.NonPresent) ? ["non-present"] : Array.Empty<string>(),
        ];
        return string.Join(", ", names);
    }

    private static void Print(Surroundings surroundings, Action<IAnsiConsole> print)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = surroundings.Colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = surroundings.Colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = surroundings.Width;
        print(console);

        // Tables are padded to their right edge with blanks that nobody wants to copy.
        IEnumerable<string> lines = text.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd());
        new ByteOutput(surroundings.Output).Write(string.Join('\n', lines)).Write("\n"u8).Flush();
    }

    private static Table NewTable(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)) { NoWrap = column is not ("description" or "meaning" or "what the running kernel decides") });
        }

        return table;
    }

    private static Text[] Cells(params string[] texts) => [.. texts.Select(text => new Text(text))];

    private static void Line(IAnsiConsole console, string text) => console.WriteLine(text);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
