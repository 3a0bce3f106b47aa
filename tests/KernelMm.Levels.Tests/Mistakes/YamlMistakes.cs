namespace KernelMm.Levels.Tests.Mistakes;

/// <summary>What is no document of ours.</summary>
internal static class YamlMistakes
{
    public static readonly Mistake[] All =
    [
        Mistake.File(
            "An empty file",
            "",
            "1:1 KML0002 The file is empty: start with `description: …` and `page_shift: 12`; the README beside levels.schema.json lists every key"),
        Mistake.File(
            "A file of comments",
            "# nothing\n",
            "1:1 KML0002 The file is empty: start with `description: …` and `page_shift: 12`; the README beside levels.schema.json lists every key"),
        Mistake.File(
            "A file that is no YAML",
            "a: [1, 2\nb: c",
            "1:5 KML0003 This is not YAML: the text behind this place cannot be read, perhaps for want of a closing bracket. Correct it from here on, and look at the line before too"),
        Mistake.File(
            "An unclosed quote",
            "description: \"x\n",
            "1:14 KML0003 This is not YAML: while scanning a quoted scalar, found unexpected end of stream. Correct it from here on, and look at the line before too"),
        Mistake.Edit(
            "A tab as indentation",
            "page_shift: 11",
            "page_shift:\n\t11",
            "1:1 KML0003 This is not YAML: while scanning a mapping, found invalid tab as indentation. Correct it from here on, and look at the line before too"),
        Mistake.Edit(
            "A NUL character",
            "page_shift: 11",
            "page_shift: \0 11",
            "4:13 KML0003 This is not YAML: there is a NUL character here. Correct it from here on, and look at the line before too"),
        Mistake.File(
            "A NUL as the first character",
            "\0",
            "1:1 KML0003 This is not YAML: there is a NUL character here. Correct it from here on, and look at the line before too"),
        Mistake.Edit(
            "A second document",
            "page_shift: 11",
            "---\npage_shift: 11",
            "4:1 KML0004 A level file is one YAML document: move what follows to a file of its own"),
        Mistake.Edit(
            "Thirty-three lists within each other",
            "page_shift: 11",
            "page_shift: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
            "4:44 KML0005 This is nested deeper than 32 levels: write it flatter"),
        Mistake.Edit(
            "An anchor",
            "page_shift: 11",
            "page_shift: &shift 11",
            "4:13 KML0006 Level files have no anchors: write the value out"),
        Mistake.Edit(
            "An alias",
            "page_shift: 11",
            "page_shift: *shift",
            "4:13 KML0006 Level files have no aliases: write the value out"),
        Mistake.Edit(
            "A tag",
            "page_shift: 11",
            "page_shift: !!int 11",
            "4:13 KML0006 Level files have no tags: write the value out"),
        Mistake.File(
            "A list instead of a mapping",
            "- description: x\n",
            "1:1 KML0012 `the file` is a list here: write a mapping with `description`, `page_shift`, `entry_bits`, `virtual_address` …"),
        Mistake.File(
            "A word instead of a mapping",
            "x64\n",
            "1:1 KML0012 `the file` is a word here: write a mapping with `description`, `page_shift`, `entry_bits`, `virtual_address` …"),
        Mistake.Edit(
            "A list as a key",
            "page_shift: 11",
            "[1]: 11",
            "4:1 KML0012 `a key` is a list here: write a word before the colon"),
    ];
}
