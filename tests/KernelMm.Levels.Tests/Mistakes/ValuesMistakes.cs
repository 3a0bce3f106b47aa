namespace KernelMm.Levels.Tests.Mistakes;

/// <summary>Numbers, words and texts.</summary>
internal static class ValuesMistakes
{
    public static readonly Mistake[] All =
    [
        Mistake.Edit(
            "Text instead of a number",
            "page_shift: 11",
            "page_shift: eleven",
            "4:13 KML0012 `page_shift` is a word here: write a whole number, such as 6"),
        Mistake.Edit(
            "A quoted number",
            "page_shift: 11",
            "page_shift: \"11\"",
            "4:13 KML0012 `page_shift` is a text here: write a whole number, such as 6"),
        Mistake.Edit(
            "Nothing at all as a value",
            "page_shift: 11",
            "page_shift:",
            "4:12 KML0012 `page_shift` is empty here: write a whole number, such as 6"),
        Mistake.Edit(
            "A number that is too large",
            "page_shift: 11",
            "page_shift: 77",
            "4:13 KML0014 `page_shift` is 77: write a number from 6 to 30"),
        Mistake.Edit(
            "A negative number",
            "page_shift: 11",
            "page_shift: -1",
            "4:13 KML0014 `page_shift` is -1: write a number from 6 to 30"),
        Mistake.Edit(
            "A number beyond 64 bits",
            "mask: 0x30 }",
            "mask: 0x1_0000_0000_0000_0000 }",
            "35:28 KML0014 `mask` is 0x1_0000_0000_0000_0000: write a number from 1 to 0xffffffffffffffff"),
        Mistake.Edit(
            "A mask of no bits",
            "mask: 0x30 }",
            "mask: 0 }",
            "35:28 KML0014 `mask` is 0: write a number from 1 to 0xffffffffffffffff"),
        Mistake.Edit(
            "An entry width that no machine has",
            "entry_bits: 64",
            "entry_bits: 128",
            "5:13 KML0014 `entry_bits` is 128: write a number from 16 to 64"),
        Mistake.Edit(
            "A word that is not among the choices",
            "rule: zero_extend",
            "rule: zero_extended",
            "6:36 KML0013 `rule` cannot be `zero_extended`: did you mean `zero_extend`?"),
        Mistake.Edit(
            "A truth value in quotes",
            "default: true",
            "default: \"true\"",
            "10:24 KML0012 `default` is a text here: write true or false"),
        Mistake.Edit(
            "A number parameter that is negative",
            "default: 3",
            "default: -3",
            "11:21 KML0014 `default` is -3: write a number from 0 to 0xffffffffffffffff"),
        Mistake.Edit(
            "A range upside down",
            "\"6:4\"",
            "\"4:6\"",
            "18:25 KML0015 `4:6` is no bit range: write the highest bit, a colon and the lowest, such as \"63:59\", or one bit such as \"7\""),
        Mistake.Edit(
            "A range of words",
            "\"6:4\"",
            "\"high:low\"",
            "18:25 KML0015 `high:low` is no bit range: write the highest bit, a colon and the lowest, such as \"63:59\", or one bit such as \"7\""),
        Mistake.Edit(
            "A control character in a text",
            "description: a toy",
            "description: \"a\\x07toy\"",
            "1:14 KML0027 `description` has a line break or a control character in it: write it on one line, in printable characters"),
        Mistake.Edit(
            "A text of two lines",
            "description: a toy",
            "description: |\n  a\n  toy",
            "1:14 KML0027 `description` has a line break or a control character in it: write it on one line, in printable characters"),
        Mistake.Edit(
            "A blank text",
            "description: a toy",
            "description: \" \"",
            "1:14 KML0027 `description` is blank: write one sentence of at most 500 characters"),
        Mistake.Edit(
            "A mode without a value",
            "mode: TCR.3:2=2",
            "mode: TCR.3:2",
            "8:64 KML0028 `TCR.3:2` is no condition on a register: write REGISTER.BIT=VALUE or REGISTER.HIGH:LOW=VALUE, such as CR4.12=1, with a value that fits the bits"),
        Mistake.Edit(
            "A mode whose value does not fit",
            "mode: TCR.3:2=2",
            "mode: TCR.3:2=4",
            "8:64 KML0028 `TCR.3:2=4` is no condition on a register: write REGISTER.BIT=VALUE or REGISTER.HIGH:LOW=VALUE, such as CR4.12=1, with a value that fits the bits"),
        Mistake.Edit(
            "A value that its mask cannot have",
            "mask: 0x30, equals: 0x10",
            "mask: 0x30, equals: 0x40",
            "35:58 KML0029 The mask 0x30 can never equal 0x40: write a value that has no bit outside of 0x30"),
        Mistake.Edit(
            "A value that its field cannot have",
            "{ field: kind, equals: 5 }",
            "{ field: kind, equals: 8 }",
            "34:37 KML0029 The field `kind` can never equal 0x8: write a value that has no bit outside of 0x7"),
        Mistake.Edit(
            "An empty list of tests",
            "all: [write, { parameter: hardened }]",
            "all: []",
            "33:19 KML0012 `all` is an empty list here: write a list with something in it, in [ ] or with a - before each item"),
        Mistake.Edit(
            "A list of sixty-five tests",
            "any: [{ mask: 0x30 },",
            "any: [true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, ",
            "35:19 KML0007 `any` has more than 64 items: write fewer"),
        Mistake.Edit(
            "A parameter that is not there",
            "parameter: hardened",
            "parameter: hardend",
            "33:40 KML0023 There is no parameter `hardend`: did you mean `hardened`?"),
        Mistake.Edit(
            "A number parameter asked for yes or no",
            "parameter: hardened",
            "parameter: width",
            "33:40 KML0024 The parameter `width` is a number and cannot be asked for yes or no: give it `default: true` or `default: false`"),
    ];
}
