namespace KernelMm.Levels.Parsing.Reading;

/// <summary>Every key of a level file. levels.schema.json says the same to editors; a test compares the two.</summary>
internal static class LevelFileKeys
{
    public static readonly KeyTable File = new("A level file",
        ["description", "page_shift", "entry_bits", "virtual_address", "physical_address_bits", "root", "fields", "levels", "address", "predicates", "table_entry", "hardware"],
        ["source", "namespace", "entry_atomicity", "entry_endian", "parameters", "transitions", "kernel_table_entry", "protections", "protection_map", "user_faults", "swap", "leaf_when"]);

    public static readonly KeyTable VirtualAddress = new("`virtual_address`", ["bits", "rule"], ["upper"]);

    public static readonly KeyTable Root = new("`root`", ["register", "address"], ["upper_register", "to", "elf_machine", "mode", "type", "limits"]);

    public static readonly KeyTable Parameter = new("A parameter", ["default", "doc"], []);

    public static readonly KeyTable Field = new("A field",
        ["name", "bits", "doc"], ["manual", "linux", "levels", "in", "deny", "alias_of"]);

    public static readonly KeyTable Level = new("A level", ["names", "shift", "index_bits", "leaf"], ["manual", "empty", "type", "limits", "linux_table", "when"]);

    public static readonly KeyTable LevelType = new("`type`", ["bits", "value"], []);

    public static readonly KeyTable Limits = new("`limits`", ["to", "unit"], ["from"]);

    public static readonly KeyTable Address = new("`address`", ["slices"], ["tables", "inverted", "grouped", "contiguous", "hardware_only"]);

    public static readonly KeyTable Contiguous = new("A contiguous run", ["levels", "shift"], []);

    public static readonly KeyTable TableEntry = new("A table entry", ["levels"], ["set", "mask"]);

    public static readonly KeyTable Grouped = new("`grouped`", ["levels", "when", "shift"], ["slices"]);

    public static readonly KeyTable Tables = new("`tables`", ["levels", "slices"], []);

    public static readonly KeyTable HardwareOnly = new("`hardware_only`", ["levels", "slices"], []);

    public static readonly KeyTable Slice = new("A slice", ["entry", "at"], ["when"]);

    public static readonly KeyTable RootSlice = new("A slice of the root", ["entry", "at"], []);

    public static readonly KeyTable Conditional = new("A condition", ["levels", "when"], []);

    public static readonly KeyTable PredicateBlock = new("A block of predicates", ["levels"], [], IsOpen: true);

    public static readonly KeyTable TransitionBlock = new("A block of transitions", ["levels"], [], IsOpen: true);

    public static readonly KeyTable SetStep = new("A step that sets", ["set"], ["when"]);

    public static readonly KeyTable ClearStep = new("A step that clears", ["clear"], ["when"]);

    public static readonly KeyTable SetMaskStep = new("A step that sets", ["set_mask"], []);

    public static readonly KeyTable ClearMaskStep = new("A step that clears", ["clear_mask"], []);

    public static readonly KeyTable MoveStep = new("A step that moves", ["move", "to"], ["when"]);

    public static readonly KeyTable MaskTest = new("A test of a mask", ["mask"], ["equals"]);

    public static readonly KeyTable FieldTest = new("A test of a field", ["field", "equals"], []);

    public static readonly KeyTable AllTest = new("`all`", ["all"], []);

    public static readonly KeyTable AnyTest = new("`any`", ["any"], []);

    public static readonly KeyTable NotTest = new("`not`", ["not"], []);

    public static readonly KeyTable ParameterTest = new("A test of a parameter", ["parameter"], []);

    public static readonly KeyTable ParameterValueTest = new("A comparison with a parameter", ["equals_parameter"], []);

    public static readonly KeyTable ProtectionMap = new("`protection_map`", ["private", "shared"], []);

    public static readonly KeyTable UserFaults = new("`user_faults`", ["read", "write", "execute"], ["denial_is_final"]);

    public static readonly KeyTable Hardware = new("`hardware`", ["valid", "leaf"], ["fault", "aligned_leaves", "marked_by", "marks", "rights"]);

    public static readonly KeyTable Marks = new("A block of marks", ["levels"], ["table", "read", "write"]);

    public static readonly KeyTable Rights = new("`rights`", [], ["table", "leaf", "user_writable_denies_kernel_execute"]);

    public static readonly KeyTable EntryRights = new("A list of rights", [], ["levels", "user", "read", "write", "execute", "user_execute", "kernel_execute"]);

    public static readonly KeyTable Swap = new("`swap`", ["levels", "type", "offset", "pfn_bits"], ["flags", "types", "markers", "fixed"]);

    public static readonly KeyTable FixedBits = new("A block of fixed bits", ["levels", "mask"], []);

    public static readonly KeyTable SwapOffset = new("`offset`", ["bits"], ["inverted", "kept"]);

    public static readonly KeyTable SwapType = new("A group of swap types", ["names", "holds"], ["when"]);

    /// <summary>A mapping whose keys are all names that the file chooses.</summary>
    public static KeyTable Names(string section) => new($"`{section}`", [], [], IsOpen: true);
}
