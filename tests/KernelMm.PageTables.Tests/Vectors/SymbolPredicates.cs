namespace KernelMm.PageTables.Tests.Vectors;

/// <summary>
/// Predicates that compare with a symbol's address, which the vectors have no number for: LoongArch's directory entries, with the
/// addresses that the vectors' examples assume.
/// </summary>
internal static class SymbolPredicates
{
    private const string PteTable = "0x9000000001d30000";

    public static IEnumerable<VectorPredicate> Of(string architecture) => architecture switch
    {
        "loongarch64-4k" => [.. Pmd, .. Upper(PageTableLevel.Pud, "0x9000000001d31000", "0xfff", mayBeHuge: true), .. Upper(PageTableLevel.P4d, "0x9000000001d32000", "0xfff", mayBeHuge: false)],
        "loongarch64-16k" => [.. Pmd, .. Upper(PageTableLevel.Pud, "0x9000000001d34000", "0x3fff", mayBeHuge: true)],
        _ => [],
    };

    private static IEnumerable<VectorPredicate> Pmd =>
    [
        new(PageTableLevel.Pmd, "none", $"v == {PteTable}"),
        new(PageTableLevel.Pmd, "present", $"((v & 0x40) != 0 && (v & 0x1000000000000480) != 0) || ((v & 0x40) == 0 && v != {PteTable})"),
        new(PageTableLevel.Pmd, "trans_huge", "(v & 0x40) != 0 && (v & 0x1000000000000480) != 0"),
    ];

    private static IEnumerable<VectorPredicate> Upper(PageTableLevel level, string symbol, string offset, bool mayBeHuge) =>
    [
        new(level, "none", $"v == {symbol}"),
        new(level, "present", $"v != {symbol}"),
        new(level, "bad", $"(v & {offset}) != 0"),
        new(level, "leaf", mayBeHuge ? "(v & 0x40) != 0" : "false"),
    ];
}
