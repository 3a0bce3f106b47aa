using System.Reflection;

namespace KernelMm.PageTables.Tests.Swap;

/// <summary>The swap functions of an architecture at one level.</summary>
internal sealed class SwapCodec(string architecture, PageTableLevel level)
{
    private readonly Kernel _kernel = Kernel.Of(architecture);

    /// <summary>The level.</summary>
    public PageTableLevel Level => level;

    /// <summary>The levels whose non-present entries are swap entries.</summary>
    public static IEnumerable<PageTableLevel> Levels(string architecture) => Enum.GetValues<PageTableLevel>()
        .Where(level => Kernel.Of(architecture).Find("Swapops", $"SwpEntryTo{level}") is not null);

    /// <summary>The raw entry that holds a swap entry.</summary>
    public ulong Encode(int type, ulong offset) => Kernel.ValueOf(_kernel.Call("Swapops", $"SwpEntryTo{level}", Entry(type, offset)));

    /// <summary>The swap entry that a raw entry holds.</summary>
    public (int Type, ulong Offset) Decode(ulong raw)
    {
        object entry = _kernel.Call("Swapops", $"{level}ToSwpEntry", _kernel.Make(level.ToString(), raw));
        return ((int)Kernel.Property(entry, "Type"), (ulong)Kernel.Property(entry, "Offset"));
    }

    /// <summary>What a question such as <c>is_migration_entry</c> answers.</summary>
    public bool Ask(MethodInfo question, int type) => (bool)question.Invoke(null, [Entry(type, 0x1234)])!;

    private object Entry(int type, ulong offset) => _kernel.Type("SwpEntry").GetConstructors().Single(constructor => constructor.GetParameters().Length == 2).Invoke([type, offset]);
}
