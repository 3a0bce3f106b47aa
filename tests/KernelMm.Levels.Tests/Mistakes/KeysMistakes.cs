namespace KernelMm.Levels.Tests.Mistakes;

/// <summary>Keys that are missing, unknown or twice, and values of the wrong shape.</summary>
internal static class KeysMistakes
{
    public static readonly Mistake[] All =
    [
        Mistake.Edit(
            "An unknown key that resembles a known one",
            "page_shift: 11",
            "page_shfit: 11",
            "1:1 KML0009 A level file lacks the key `page_shift`: add it",
            "4:1 KML0008 A level file has no key `page_shfit`: did you mean `page_shift`?"),
        Mistake.Edit(
            "An unknown key that resembles none",
            "source: nobody",
            "frobnicate: nobody",
            "2:1 KML0008 A level file has no key `frobnicate`: write one of description, page_shift, entry_bits, virtual_address, physical_address_bits, root, fields, levels, address, predicates, table_entry, hardware, source, namespace, entry_atomicity, entry_endian, parameters, transitions, kernel_table_entry, protections, protection_map, user_faults, swap, leaf_when"),
        Mistake.Edit(
            "A missing key",
            "physical_address_bits: 40\n",
            "",
            "1:1 KML0009 A level file lacks the key `physical_address_bits`: add it"),
        Mistake.Edit(
            "A missing key of an item in a list",
            "doc: writable",
            "manual: W",
            "14:5 KML0009 A field lacks the key `doc`: add it"),
        Mistake.Edit(
            "A key twice",
            "entry_bits: 64",
            "page_shift: 11\nentry_bits: 64",
            "5:1 KML0010 `page_shift` stands here for the second time: remove one of the two, or join them"),
        Mistake.Edit(
            "A number instead of a list of fields",
            "table_entry: [valid, write]",
            "table_entry: 3",
            "40:14 KML0012 `table_entry` is a word here: write a list with something in it, in [ ] or with a - before each item"),
        Mistake.Edit(
            "A list instead of an inner mapping",
            "{ bits: 38, rule: zero_extend }",
            "[38]",
            "6:18 KML0012 `virtual_address` is a list here: write a mapping with `bits`, `rule`, `upper`"),
        Mistake.Edit(
            "An unknown kind of test",
            "{ parameter: hardened }",
            "{ param: hardened }",
            "33:29 KML0008 A test has no key `param`: did you mean `parameter`?"),
        Mistake.Edit(
            "Two kinds of test in one",
            "{ not: valid } }\npredicates",
            "{ not: valid, any: [write] } }\npredicates",
            "25:38 KML0008 `any` has no key `not`: `any` stands alone, so take this out or wrap both in `all` or `any`"),
        Mistake.Edit(
            "An unknown kind of step",
            "{ set: [write] }",
            "{ sets: [write] }",
            "38:17 KML0008 A step has no key `sets`: did you mean `set`?"),
        Mistake.Edit(
            "A test that is empty",
            "{ not: valid } }\npredicates",
            "{} }\npredicates",
            "25:36 KML0012 `when` is empty here: write a field's name, zero, true, false, or a mapping with `mask`, `field`, `all`, `any`, `not`, `parameter` or `equals_parameter`"),
        Mistake.Edit(
            "A step that is empty",
            "{ set: [write] }",
            "{}",
            "38:15 KML0012 `a step` is empty here: write a mapping, such as { set: [dirty] }"),
        Mistake.Edit(
            "A step that is a word",
            "{ set: [write] }",
            "write",
            "38:15 KML0012 `a step` is a word here: write a mapping, such as { set: [dirty] }"),
        Mistake.Edit(
            "A key of the wrong test",
            "{ mask: 0x30 }",
            "{ mask: 0x30, equal: 0 }",
            "35:34 KML0008 A test of a mask has no key `equal`: did you mean `equals`?"),
        Mistake.Edit(
            "Execution said twice",
            "user_execute: true",
            "user_execute: true, execute: true",
            "55:27 KML0010 `user_execute` beside `execute` stands here for the second time: remove one of the two, or join them"),
    ];
}
