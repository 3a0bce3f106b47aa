namespace KernelMm.Levels.Tests.Mistakes;

/// <summary>What only some machines have: halves of an address space, entries in two words, tables that differ by level.</summary>
internal static class MachineMistakes
{
    public static readonly Mistake[] All =
    [
        Mistake.Edit(
            "Two halves and one root",
            "rule: zero_extend",
            "rule: two_halves",
            "8:7 KML0009 `root` of an address space of `two_halves` lacks the key `upper_register`: add it"),
        Mistake.Edit(
            "Two roots and one half",
            "register: TBR",
            "register: TBR, upper_register: UBR",
            "8:7 KML0008 `root` has no key `upper_register`: there is no upper half with `zero_extend`, so leave it out"),
        Mistake.Edit(
            "Two halves with no bit left to tell them apart",
            "{ bits: 38, rule: zero_extend }",
            "{ bits: 63, rule: two_halves }",
            "6:26 KML0014 `bits` is 63: write a number from 2 to 62",
            "8:7 KML0009 `root` of an address space of `two_halves` lacks the key `upper_register`: add it"),
        Mistake.Edit(
            "Marks and nobody who makes them",
            "  marked_by: either\n",
            "",
            "45:3 KML0009 `hardware` lacks the key `marked_by`: add it"),
        Mistake.Edit(
            "A mark of the tables below the lowest level",
            "[{ levels: [pmd], table:",
            "[{ levels: [pmd, pte], table:",
            "53:40 KML0021 There is no level `pte` here: the lowest level points to no tables, so take it out"),
        Mistake.Edit(
            "A mark of leaves that nobody takes",
            "{ levels: [pmd, pte], read:",
            "{ levels: [pud, pte], read:",
            "53:85 KML0021 There is no level `pud` here: nobody takes a leaf there, so take it out",
            "53:111 KML0021 There is no level `pud` here: nobody takes a leaf there, so take it out"),
        Mistake.Edit(
            "Seven protections",
            "private: [page_ro, page_ro,",
            "private: [page_ro,",
            "66:28 KML0012 `private` is a list of 7 here: write a list of eight protections: for none of read, write and execute, r, w, rw, x, rx, wx, rwx"),
        Mistake.Edit(
            "A protection that nobody made",
            "shared: [page_ro,",
            "shared: [page_or,",
            "66:111 KML0013 `shared` cannot be `page_or`: did you mean `page_ro`?"),
        Mistake.Edit(
            "A right that no mapping has",
            "write: [write], execute: [execute]",
            "write: [wirte], execute: [execute]",
            "67:45 KML0013 `write` cannot be `wirte`: did you mean `write`?"),
        Mistake.Edit(
            "A table entry that a level lacks",
            "table_entry: [valid, write]",
            "table_entry: [{ levels: [pmd], set: [valid] }]",
            "40:14 KML0009 `table_entry` lacks the key `set` for the pud level in one of its `levels`: add it"),
        Mistake.Edit(
            "A table entry of the lowest level",
            "table_entry: [valid, write]",
            "table_entry: [{ levels: [pud, pmd, pte], set: [valid] }]",
            "40:15 KML0021 There is no level `pte` here: the lowest level points to no tables, so take it out"),
        Mistake.Edit(
            "A table entry twice",
            "table_entry: [valid, write]",
            "table_entry: [{ levels: [pud, pmd], set: [valid] }, { levels: [pmd], set: [write] }]",
            "40:53 KML0011 There is already a table entry of the level `pmd`: keep one of the two"),
        Mistake.Edit(
            "A contiguous run beyond its table",
            "  inverted:",
            "  contiguous: [{ levels: [pte], shift: 21 }]\n  inverted:",
            "25:40 KML0014 `shift` is 21: write a number from 12 to 20"),
        Mistake.Edit(
            "A contiguous run twice",
            "  inverted:",
            "  contiguous: [{ levels: [pte], shift: 15 }, { levels: [pte], shift: 16 }]\n  inverted:",
            "25:46 KML0011 There is already a contiguous run for the level `pte`: keep one of the two"),
        Mistake.Edit(
            "More of an offset kept than there is",
            "bits: \"47:8\"",
            "bits: \"47:8\", kept: 41",
            "59:33 KML0014 `kept` is 41: write a number from 1 to 40"),
        Mistake.Edit(
            "An atomicity that there is none of",
            "source: nobody's manual",
            "source: nobody's manual\nentry_atomicity: quarters",
            "3:18 KML0013 `entry_atomicity` cannot be `quarters`: write one of whole, halves"),
        Mistake.Edit(
            "Highest bytes first in an entry of halves",
            "entry_bits: 64",
            "entry_bits: 64\nentry_atomicity: halves\nentry_endian: big",
            "7:15 KML0013 `entry_endian` cannot be `big`: an entry that is read in halves has the processor's order, so leave out one of the two keys"),
        Mistake.Edit(
            "An upper half without halves",
            "rule: zero_extend }",
            "rule: zero_extend, upper: 0x4000000000 }",
            "6:56 KML0008 `virtual_address` has no key `upper`: only `two_halves` have an upper one, so leave it out"),
        Mistake.Edit(
            "A type of which the root says nothing",
            "index_bits: 9, leaf: none }",
            "index_bits: 9, leaf: none, type: { bits: \"63:62\", value: 1 } }",
            "20:5 KML0036 The pud level has a `type`, and the root says none: write `type` into `root`, or take it out here"),
        Mistake.Edit(
            "A root that says a type which no level has",
            "elf_machine: 7",
            "elf_machine: 7, type: \"3:2\"",
            "20:5 KML0036 The pud level needs a `type` below that of the level above, for the root says which level is the top: give it one below 4"),
        Mistake.Edit(
            "A level in the middle that may be absent",
            "index_bits: 9, leaf: hardware }",
            "index_bits: 9, leaf: hardware, when: hardened }",
            "21:5 KML0036 The pmd level has a `when` and is not the highest: take it out, as only the highest level can be absent"),
        Mistake.Edit(
            "An entry that should equal a switch",
            "none: zero",
            "none: { equals_parameter: hardened }",
            "28:31 KML0037 The parameter `hardened` is a switch and no entry can equal it: give it a number as its `default`"),
        Mistake.Edit(
            "Two addresses of one level's tables",
            "  inverted:",
            "  tables:\n    - { levels: [pmd], slices: [{ entry: \"47:8\", at: 0 }] }\n    - { levels: [pmd], slices: [{ entry: \"47:8\", at: 0 }] }\n  inverted:",
            "27:7 KML0011 There is already an address of tables at the level `pmd`: keep one of the two"),
        Mistake.Edit(
            "A valid test for some levels alone",
            "  valid: valid\n",
            "  valid:\n    - { levels: [pte], when: valid }\n",
            "46:5 KML0009 `valid` lacks the key `when` for the pud level in one of its `levels`: add it",
            "46:5 KML0009 `valid` lacks the key `when` for the pmd level in one of its `levels`: add it"),
    ];
}
