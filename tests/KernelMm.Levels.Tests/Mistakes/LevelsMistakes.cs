namespace KernelMm.Levels.Tests.Mistakes;

/// <summary>Levels that do not fit together.</summary>
internal static class LevelsMistakes
{
    public static readonly Mistake[] All =
    [
        Mistake.Edit(
            "An unknown level name",
            "names: [pmd]",
            "names: [pdm]",
            "21:15 KML0021 There is no level `pdm` here: did you mean `pmd`?"),
        Mistake.Edit(
            "A folded level",
            "levels: [pud, pmd], doc",
            "levels: [p4d, pmd], doc",
            "17:40 KML0021 There is no level `p4d` here: it is folded into `pud`, so write `pud`"),
        Mistake.Edit(
            "A level twice in a list",
            "levels: [pud, pmd], doc",
            "levels: [pmd, pmd], doc",
            "17:45 KML0011 There is already a level in this list called `pmd`: take one of the two out"),
        Mistake.Edit(
            "Levels in the wrong order",
            "names: [pgd, p4d, pud]",
            "names: [p4d, pgd, pud]",
            "20:15 KML0020 `p4d` stands where `pgd` belongs: the names are pgd, p4d, pud, pmd, pte, in this order, each once; a level that folds others away lists their names before its own"),
        Mistake.Edit(
            "A level that is missing",
            "names: [pgd, p4d, pud]",
            "names: [pgd, pud]",
            "20:20 KML0020 `pud` stands where `p4d` belongs: the names are pgd, p4d, pud, pmd, pte, in this order, each once; a level that folds others away lists their names before its own"),
        Mistake.Edit(
            "No lowest level",
            "names: [pmd], shift: 20",
            "names: [pmd, pte], shift: 20",
            "22:15 KML0020 `pte` stands where the end of the list belongs: the names are pgd, p4d, pud, pmd, pte, in this order, each once; a level that folds others away lists their names before its own"),
        Mistake.Edit(
            "A shift that leaves a gap",
            "shift: 29",
            "shift: 30",
            "20:50 KML0019 An entry of the pud level cannot cover 2^30 bytes, for a table of the pmd level covers 2^29: write `shift: 29`"),
        Mistake.Edit(
            "A lowest level that does not cover a page",
            "shift: 11, index",
            "shift: 12, index",
            "22:28 KML0019 An entry of the pte level cannot cover 2^12 bytes, for a page has 2^11: write `shift: 11`"),
        Mistake.Edit(
            "Index bits that do not make the address",
            "bits: 38, rule",
            "bits: 39, rule",
            "20:66 KML0018 The index bits and the page shift (9 + 9 + 9 + 11) make 38 bits, and `virtual_address` has 39: change an `index_bits` or `virtual_address`"),
        Mistake.Edit(
            "A lowest level without pages",
            "shift: 11, index_bits: 9, leaf: linux",
            "shift: 11, index_bits: 9, leaf: none",
            "22:5 KML0031 The pte level is the lowest and says `leaf: none`: write `leaf: linux`, for there is nothing below it"),
        Mistake.Edit(
            "A leaf that hardware is not asked for",
            "    - { levels: [pmd], when: block }\n",
            "",
            "21:5 KML0031 The pmd level may hold a leaf, and `hardware.leaf` does not say when: add it there, or write `leaf: none`"),
        Mistake.Edit(
            "A leaf rule where there is none",
            "{ levels: [pmd], when: block }",
            "{ levels: [pud, pmd], when: block }",
            "20:5 KML0031 The pud level says `leaf: none`, and `hardware.leaf` says when it holds one: write `leaf: hardware`, or take it out there"),
    ];
}
