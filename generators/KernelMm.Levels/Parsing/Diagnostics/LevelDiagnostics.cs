namespace KernelMm.Levels.Parsing;

/// <summary>Every kind of mistake there is, one line each. Each sentence says what is wrong and what to write instead.</summary>
public static class LevelDiagnostics
{
    /// <summary>The file is refused unread.</summary>
    public static readonly LevelDiagnosticKind TooLarge = new("KML0001", "Level file too large",
        "The file has {0} bytes and level files have at most {1}: split it, or look whether it is a level file at all");

    /// <summary>Nothing but white space and comments.</summary>
    public static readonly LevelDiagnosticKind Empty = new("KML0002", "Level file is empty",
        "The file is empty: start with `description: …` and `page_shift: 12`; the README beside levels.schema.json lists every key");

    /// <summary>The YAML parser gave up.</summary>
    public static readonly LevelDiagnosticKind NotYaml = new("KML0003", "Not YAML",
        "This is not YAML: {0}. Correct it from here on, and look at the line before too");

    /// <summary>A second <c>---</c>.</summary>
    public static readonly LevelDiagnosticKind SecondDocument = new("KML0004", "More than one document",
        "A level file is one YAML document: move what follows to a file of its own");

    /// <summary>Nesting beyond the limit.</summary>
    public static readonly LevelDiagnosticKind TooDeep = new("KML0005", "Nested too deep",
        "This is nested deeper than {0} levels: write it flatter");

    /// <summary>An anchor, an alias or a tag.</summary>
    public static readonly LevelDiagnosticKind AliasRefused = new("KML0006", "Anchors, aliases and tags are refused",
        "Level files have no {0}: write the value out");

    /// <summary>A list or the whole file is longer than it may be.</summary>
    public static readonly LevelDiagnosticKind TooMany = new("KML0007", "Too many values",
        "{0} has more than {1} {2}: write fewer");

    /// <summary>A key that the section does not have.</summary>
    public static readonly LevelDiagnosticKind UnknownKey = new("KML0008", "Unknown key",
        "{0} has no key `{1}`: {2}");

    /// <summary>A key that the section must have.</summary>
    public static readonly LevelDiagnosticKind MissingKey = new("KML0009", "Missing key",
        "{0} lacks the key `{1}`: add it");

    /// <summary>A key twice in one mapping.</summary>
    public static readonly LevelDiagnosticKind DuplicateKey = new("KML0010", "Duplicate key",
        "`{0}` stands here for the second time: remove one of the two, or join them");

    /// <summary>Two things of one kind with one name.</summary>
    public static readonly LevelDiagnosticKind DuplicateName = new("KML0011", "Duplicate name",
        "There is already {0} `{1}`: {2}");

    /// <summary>A list where a word is wanted, and the like.</summary>
    public static readonly LevelDiagnosticKind WrongType = new("KML0012", "Wrong type",
        "`{0}` is {1} here: write {2}");

    /// <summary>A word that is none of those that are taken.</summary>
    public static readonly LevelDiagnosticKind NotOneOf = new("KML0013", "Unknown word",
        "`{0}` cannot be `{1}`: {2}");

    /// <summary>A number outside its range.</summary>
    public static readonly LevelDiagnosticKind OutOfRange = new("KML0014", "Value out of range",
        "`{0}` is {1}: write a number from {2} to {3}");

    /// <summary>Not a bit range.</summary>
    public static readonly LevelDiagnosticKind BadBitRange = new("KML0015", "Not a bit range",
        "`{0}` is no bit range: write the highest bit, a colon and the lowest, such as \"63:59\", or one bit such as \"7\"");

    /// <summary>Bits that the entry does not have.</summary>
    public static readonly LevelDiagnosticKind OutsideEntry = new("KML0016", "Bits outside the entry",
        "{0} takes bit {1}, and the highest bit is {2}: write a lower one");

    /// <summary>Two fields, or a field and the address, on the same bits.</summary>
    public static readonly LevelDiagnosticKind Overlap = new("KML0017", "Overlapping bits",
        "{0} and {1} overlap in {2}: give them bits of their own{3}");

    /// <summary>Index bits and page shift are not the virtual address.</summary>
    public static readonly LevelDiagnosticKind BitsDoNotAddUp = new("KML0018", "Bits do not add up",
        "{0} make {1} bits, and {2}: {3}");

    /// <summary>A level does not start where the one below ends.</summary>
    public static readonly LevelDiagnosticKind ImpossibleShift = new("KML0019", "Impossible shift",
        "An entry of the {0} level cannot cover 2^{1} bytes, for {2}: write `shift: {3}`");

    /// <summary>The names of the levels are not pgd, p4d, pud, pmd, pte.</summary>
    public static readonly LevelDiagnosticKind LevelsOutOfOrder = new("KML0020", "Levels out of order",
        "{0} stands where {1} belongs: the names are pgd, p4d, pud, pmd, pte, in this order, each once; a level that folds others away lists their names before its own");

    /// <summary>A level that the file does not have.</summary>
    public static readonly LevelDiagnosticKind UnknownLevel = new("KML0021", "Unknown level",
        "There is no level `{0}` here: {1}");

    /// <summary>A field that the level does not have.</summary>
    public static readonly LevelDiagnosticKind UnknownField = new("KML0022", "Unknown field",
        "An entry of the {0} level has no field `{1}`: {2}");

    /// <summary>A parameter that the file does not have.</summary>
    public static readonly LevelDiagnosticKind UnknownParameter = new("KML0023", "Unknown parameter",
        "There is no parameter `{0}`: {1}");

    /// <summary>A number parameter where a switch is wanted.</summary>
    public static readonly LevelDiagnosticKind NotASwitch = new("KML0024", "Not a switch",
        "The parameter `{0}` is a number and cannot be asked for yes or no: give it `default: true` or `default: false`");

    /// <summary>A name that cannot become an identifier.</summary>
    public static readonly LevelDiagnosticKind BadName = new("KML0025", "Unusable name",
        "{0} cannot be called `{1}`: {2}");

    /// <summary>Names that become the same identifier.</summary>
    public static readonly LevelDiagnosticKind NamesCollide = new("KML0026", "Names collide",
        "{0} `{1}` and `{2}` would have one name in C#: rename one of the two");

    /// <summary>Text that cannot stand in a doc comment.</summary>
    public static readonly LevelDiagnosticKind BadText = new("KML0027", "Unusable text",
        "`{0}` {1}: {2}");

    /// <summary>A mode that is not a register's bits.</summary>
    public static readonly LevelDiagnosticKind BadMode = new("KML0028", "Not a mode",
        "`{0}` is no condition on a register: write REGISTER.BIT=VALUE or REGISTER.HIGH:LOW=VALUE, such as CR4.12=1, with a value that fits the bits");

    /// <summary>A test that can never hold.</summary>
    public static readonly LevelDiagnosticKind OutsideMask = new("KML0029", "Value outside of its mask",
        "{0} can never equal 0x{1:x}: write a value that has no bit outside of 0x{2:x}");

    /// <summary>A level without <c>none</c> or <c>present</c>.</summary>
    public static readonly LevelDiagnosticKind MissingPredicate = new("KML0030", "Missing predicate",
        "The {0} level has no predicate `{1}`: add `{1}: …` to a block whose `levels` list {0}");

    /// <summary><c>levels</c> and <c>hardware.leaf</c> disagree.</summary>
    public static readonly LevelDiagnosticKind LeafRule = new("KML0031", "Leaves contradicted",
        "The {0} level {1}: {2}");

    /// <summary>Parts of a swap entry on the same bits.</summary>
    public static readonly LevelDiagnosticKind SwapOverlap = new("KML0032", "Swap entry overlaps itself",
        "{0} and {1} of a swap entry overlap in {2}: give them bits of their own");

    /// <summary>The file's name cannot be an architecture's name.</summary>
    public static readonly LevelDiagnosticKind BadFileName = new("KML0033", "Unusable file name",
        "An architecture cannot be called `{0}`: name the file in lower-case letters, digits and single hyphens, from a letter on, such as x64-la57.levels.yaml");

    /// <summary>Two files for one name or namespace.</summary>
    public static readonly LevelDiagnosticKind DuplicateArchitecture = new("KML0034", "Duplicate architecture",
        "{0} has the {1} `{2}` already: {3}");

    /// <summary>An <c>alias_of</c> that names nothing to share bits with.</summary>
    public static readonly LevelDiagnosticKind BadAlias = new("KML0035", "Unusable alias",
        "`{0}` cannot be an alias of `{1}`: {2}");

    /// <summary>A level's type or condition that does not go with the others.</summary>
    public static readonly LevelDiagnosticKind LevelType = new("KML0036", "Levels' types contradicted",
        "The {0} level {1}: {2}");

    /// <summary>A switch where a number is wanted.</summary>
    public static readonly LevelDiagnosticKind NotANumber = new("KML0037", "Not a number",
        "The parameter `{0}` is a switch and no entry can equal it: give it a number as its `default`");

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<LevelDiagnosticKind> All { get; } =
    [
        TooLarge, Empty, NotYaml, SecondDocument, TooDeep, AliasRefused, TooMany, UnknownKey, MissingKey, DuplicateKey, DuplicateName,
        WrongType, NotOneOf, OutOfRange, BadBitRange, OutsideEntry, Overlap, BitsDoNotAddUp, ImpossibleShift, LevelsOutOfOrder,
        UnknownLevel, UnknownField, UnknownParameter, NotASwitch, BadName, NamesCollide, BadText, BadMode, OutsideMask,
        MissingPredicate, LeafRule, SwapOverlap, BadFileName, DuplicateArchitecture, BadAlias,
        LevelType, NotANumber,
    ];
}
