using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>What a decoded entry is called.</summary>
internal static class EntryMeaning
{
    /// <summary>The kind's name: what the entry is, and for a non-present one what it encodes.</summary>
    public static string Name(in DecodedEntry entry) => entry.Kind switch
    {
        EntryKind.None => "none",
        EntryKind.Leaf => "leaf",
        EntryKind.Table => "table",
        EntryKind.Bad => "bad",
        _ => entry.Swap is { } swap ? Name(swap) : "nonpresent",
    };

    /// <summary>The page frame that an entry leads to, if it leads to one.</summary>
    public static Pfn? Frame(in DecodedEntry entry, ArchitectureLayout layout) =>
        entry.Address is { } address ? new Pfn(address.Value >> layout.PageShift) : entry.Swap?.Pfn;

    private static string Name(in DecodedSwap swap) => swap switch
    {
        { TypeName: null } => "swap",
        { Content: SwapContent.Marker } => "marker",
        { TypeName: "hwpoison" } => "hwpoison",
        { TypeName: var name } when name.StartsWith("migration", StringComparison.Ordinal) => "migration",
        { TypeName: var name } when name.StartsWith("device", StringComparison.Ordinal) => "device",
        _ => "nonpresent",
    };
}
