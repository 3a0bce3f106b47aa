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
            "8:7 KML0008 `root` has no key `upper_register`: one root serves all addresses unless `rule` is `two_halves`, so leave it out"),
        Mistake.Edit(
            "Two halves with no bit left to tell them apart",
            "{ bits: 38, rule: zero_extend }",
            "{ bits: 63, rule: two_halves }",
            "6:26 KML0014 `bits` is 63: write a number from 2 to 62",
            "8:7 KML0009 `root` of an address space of `two_halves` lacks the key `upper_register`: add it"),
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
            "57:33 KML0014 `kept` is 41: write a number from 1 to 40"),
        Mistake.Edit(
            "An atomicity that there is none of",
            "source: nobody's manual",
            "source: nobody's manual\nentry_atomicity: quarters",
            "3:18 KML0013 `entry_atomicity` cannot be `quarters`: write one of whole, halves"),
    ];
}
