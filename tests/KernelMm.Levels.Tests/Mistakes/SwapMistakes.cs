namespace KernelMm.Levels.Tests.Mistakes;

/// <summary>Swap entries.</summary>
internal static class SwapMistakes
{
    public static readonly Mistake[] All =
    [
        Mistake.Edit(
            "A type on top of the offset",
            "type: \"5:1\"",
            "type: \"9:5\"",
            "59:19 KML0032 The type and the offset of a swap entry overlap in bits 9:8: give them bits of their own",
            "60:10 KML0032 The type and the flag `exclusive` of a swap entry overlap in bit 6: give them bits of their own"),
        Mistake.Edit(
            "A flag on top of the offset",
            "exclusive: 6",
            "exclusive: 10",
            "60:10 KML0032 The offset and the flag `exclusive` of a swap entry overlap in bit 10: give them bits of their own"),
        Mistake.Edit(
            "Two flags on one bit",
            "exclusive: 6",
            "exclusive: 6, soft_dirty: 6",
            "60:10 KML0032 The flag `exclusive` and the flag `soft_dirty` of a swap entry overlap in bit 6: give them bits of their own"),
        Mistake.Edit(
            "More types than there are numbers",
            "type: \"5:1\"",
            "type: \"5:5\"",
            "63:5 KML0007 `types` has more than 1 names, as one type must be left for swap files: write fewer"),
        Mistake.Edit(
            "A type twice",
            "names: [pte_marker]",
            "names: [hwpoison]",
            "64:17 KML0011 There is already a swap type called `hwpoison`: rename one of the two"),
        Mistake.Edit(
            "A type with nine bits",
            "type: \"5:1\"\n  offset: { bits: \"47:8\"",
            "type: \"16:8\"\n  offset: { bits: \"47:17\"",
            "58:9 KML0007 The swap type has more than 8 bits: write fewer"),
        Mistake.Edit(
            "A marker beyond the offset",
            "uffd_wp: 0",
            "uffd_wp: 40",
            "65:23 KML0014 `uffd_wp` is 40: write a number from 0 to 39"),
        Mistake.Edit(
            "A page frame wider than any address",
            "pfn_bits: 29",
            "pfn_bits: 64",
            "61:13 KML0014 `pfn_bits` is 64: write a number from 1 to 63"),
        Mistake.Edit(
            "A condition that is no parameter",
            "when: hardened",
            "when: harden",
            "63:34 KML0023 There is no parameter `harden`: did you mean `hardened`?"),
    ];
}
