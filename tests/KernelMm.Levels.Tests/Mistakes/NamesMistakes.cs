namespace KernelMm.Levels.Tests.Mistakes;

/// <summary>Names that cannot become identifiers.</summary>
internal static class NamesMistakes
{
    public static readonly Mistake[] All =
    [
        Mistake.Edit(
            "A name in capitals",
            "name: write, bits",
            "name: Write, bits",
            "14:13 KML0025 A field cannot be called `Write`: write lower-case letters, digits and single underscores, from a letter on"),
        Mistake.Edit(
            "A name that is a test",
            "name: write, bits",
            "name: zero, bits",
            "14:13 KML0025 A field cannot be called `zero`: the word is taken, so choose another"),
        Mistake.Edit(
            "A name that every type has",
            "young: {",
            "get_hash_code: {",
            "35:5 KML0025 A predicate cannot be called `get_hash_code`: the word is taken, so choose another"),
        Mistake.Edit(
            "A name with a quote in it",
            "name: write, bits",
            "name: \"wr\\\"ite\", bits",
            "14:13 KML0025 A field cannot be called `wr\"ite`: write lower-case letters, digits and single underscores, from a letter on"),
        Mistake.Edit(
            "A name for C that is none",
            "linux: _PAGE_VALID",
            "linux: PAGE-VALID",
            "13:49 KML0025 Linux's name of a field cannot be called `PAGE-VALID`: write letters, digits and underscores, and a letter before any digit"),
        Mistake.Edit(
            "A name for C that has no letter",
            "linux: _PAGE_VALID",
            "linux: _",
            "13:49 KML0025 Linux's name of a field cannot be called `_`: write letters, digits and underscores, and a letter before any digit"),
        Mistake.Edit(
            "A name for C that becomes the name of a size",
            "linux: _PAGE_VALID",
            "linux: PAGE_SIZE",
            "13:49 KML0025 Linux's name of a field cannot be called `PAGE_SIZE`: it is a function's or a size's in the generated code, so leave `linux` out"),
        Mistake.Edit(
            "A name for C that hides the type of an entry",
            "linux: _PAGE_VALID",
            "linux: pte",
            "13:49 KML0025 Linux's name of a field cannot be called `pte`: it is a function's or a size's in the generated code, so leave `linux` out"),
        Mistake.Edit(
            "A name for C that hides what every class inherits",
            "linux: _PAGE_VALID",
            "linux: Equals",
            "13:49 KML0025 Linux's name of a field cannot be called `Equals`: it is a function's or a size's in the generated code, so leave `linux` out"),
        Mistake.Edit(
            "A name for C that becomes the name of a function",
            "linux: _PAGE_VALID",
            "linux: PTE_OFFSET_MAP",
            "13:49 KML0025 Linux's name of a field cannot be called `PTE_OFFSET_MAP`: it is a function's or a size's in the generated code, so leave `linux` out"),
        Mistake.Edit(
            "Names for C that become one name",
            "bits: \"1\", doc: writable",
            "bits: \"1\", linux: PAGE_VALID, doc: writable",
            "14:38 KML0026 The constants `_PAGE_VALID` and `PAGE_VALID` would have one name in C#: rename one of the two"),
        Mistake.Edit(
            "A name that is a property of every entry",
            "young: {",
            "leaf_address: {",
            "35:5 KML0025 A predicate cannot be called `leaf_address`: the word is taken, so choose another"),
        Mistake.Edit(
            "A namespace in small letters",
            "namespace: Toy",
            "namespace: toy",
            "3:12 KML0025 The namespace cannot be called `toy`: write one word of letters and digits, with a capital first, such as X64La57"),
        Mistake.Edit(
            "A namespace with a dot",
            "namespace: Toy",
            "namespace: My.Toy",
            "3:12 KML0025 The namespace cannot be called `My.Toy`: write one word of letters and digits, with a capital first, such as X64La57"),
        Mistake.Edit(
            "A namespace that hides another",
            "namespace: Toy",
            "namespace: System",
            "3:12 KML0025 The namespace cannot be called `System`: the word is taken, so choose another"),
        Mistake.Edit(
            "Parameters that become one name",
            "  width: {",
            "  hard_ened: {",
            "11:3 KML0026 The parameters `hardened` and `hard_ened` would have one name in C#: rename one of the two"),
        Mistake.Edit(
            "Predicates that become one name",
            "young: {",
            "spe_cial: {",
            "35:5 KML0026 At the pte level the predicates `special` and `spe_cial` would have one name in C#: rename one of the two"),
        Mistake.Edit(
            "A predicate and a transition of one name",
            "mkclean: [",
            "special: [",
            "39:5 KML0026 At the pte level the predicate and the transition `special` and `special` would have one name in C#: rename one of the two"),
        Mistake.Edit(
            "A predicate twice at one level",
            "  - levels: [pmd]\n    leaf: block",
            "  - levels: [pmd]\n    none: block\n    leaf: block",
            "31:5 KML0011 There is already a predicate of the pmd level called `none`: keep one of the two, or give them different levels"),
        Mistake.Edit(
            "A level without a required predicate",
            "    present: valid\n",
            "",
            "26:1 KML0030 The pud level has no predicate `present`: add `present: …` to a block whose `levels` list pud",
            "26:1 KML0030 The pmd level has no predicate `present`: add `present: …` to a block whose `levels` list pmd",
            "26:1 KML0030 The pte level has no predicate `present`: add `present: …` to a block whose `levels` list pte"),
    ];
}
