namespace KernelMm.Levels.Tests.Mistakes;

/// <summary>Bits.</summary>
internal static class FieldsMistakes
{
    public static readonly Mistake[] All =
    [
        Mistake.Edit(
            "An unknown field",
            "{ set: [write] }",
            "{ set: [wirte] }",
            "38:23 KML0022 An entry of the pmd level has no field `wirte`: did you mean `write`?"),
        Mistake.Edit(
            "A field that only other levels have",
            "special: { field: kind, equals: 5 }",
            "special: block",
            "34:14 KML0022 An entry of the pte level has no field `block`: write one of valid, write, dirty, clean, kind"),
        Mistake.Edit(
            "A field outside of the entry",
            "\"6:4\"",
            "\"66:4\"",
            "18:25 KML0016 The field `kind` takes bit 66, and the highest bit is 63: write a lower one"),
        Mistake.Edit(
            "Two fields on one bit",
            "name: write, bits: \"1\"",
            "name: write, bits: \"0\"",
            "14:26 KML0017 The fields `valid` and `write` overlap in bit 0: give them bits of their own, or say `alias_of: valid`"),
        Mistake.Edit(
            "A field on the address",
            "\"6:4\"",
            "\"30:4\"",
            "18:25 KML0017 The field `kind` and the address of a page overlap in bits 30:28: give them bits of their own"),
        Mistake.Edit(
            "Two fields of one name",
            "name: write, bits",
            "name: valid, bits",
            "14:13 KML0011 There is already a field of the pud level called `valid`: rename one of the two"),
        Mistake.Edit(
            "An alias of nothing",
            "alias_of: dirty",
            "alias_of: drity",
            "16:53 KML0022 An entry of the pud level has no field `drity`: did you mean `dirty`?"),
        Mistake.Edit(
            "An alias of itself",
            "alias_of: dirty",
            "alias_of: clean",
            "16:53 KML0035 `clean` cannot be an alias of `clean`: write the name of another field"),
        Mistake.Edit(
            "An alias of other bits",
            "alias_of: dirty",
            "alias_of: kind",
            "16:53 KML0035 `clean` cannot be an alias of `kind`: the two share no bit, so leave `alias_of` out"),
        Mistake.Edit(
            "An alias of an alias",
            "deny: true, doc: a memory type }",
            "deny: true, doc: a memory type }\n  - { name: other, bits: \"2\", in: [leaf], alias_of: clean, doc: x }",
            "19:53 KML0035 `other` cannot be an alias of `clean`: that is an alias of `dirty`, so write `dirty`"),
        Mistake.Edit(
            "A move of several bits",
            "move: dirty",
            "move: kind",
            "38:41 KML0012 `move` is a field of several bits here: write the name of a field of one bit"),
        Mistake.Edit(
            "A table bit that one level lacks",
            "table_entry: [valid, write]",
            "table_entry: [valid, write, young]",
            "40:29 KML0022 An entry of the pud level has no field `young`: write one of valid, write, dirty, clean, block, kind"),
        Mistake.Edit(
            "Use that sets a field nobody has",
            "read: [{ set: [kind] }]",
            "read: [{ set: [knid] }]",
            "53:94 KML0022 An entry of the pmd level has no field `knid`: did you mean `kind`?"),
        Mistake.Edit(
            "Slices on the same bits of the entry",
            "at: 11 }]",
            "at: 11 }, { entry: \"47:47\", at: 5 }]",
            "24:40 KML0017 This slice and an earlier one overlap in bit 47: give them bits of their own"),
        Mistake.Edit(
            "Slices on the same bits of the address",
            "at: 11 }]",
            "at: 11 }, { entry: \"49:48\", at: 10 }]",
            "24:40 KML0017 This slice and an earlier one overlap in bit 11 of the address: give them bits of their own"),
        Mistake.Edit(
            "An address wider than the machine has",
            "physical_address_bits: 40",
            "physical_address_bits: 39",
            "24:12 KML0018 Bits 47:19 at bit 11 make 40 bits, and `physical_address_bits` is 39: change one of the two"),
    ];
}
