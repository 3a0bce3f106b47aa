using KernelMm.Levels.Model;

namespace KernelMm.Levels.Emit;

/// <summary>What a swap entry means to a kernel with given parameters, for tools.</summary>
internal static class SwapDecodeEmitter
{
    public static string Emit(SwapLayout swap)
    {
        string counts = string.Join(string.Empty, swap.Types.Select(group => group.When is { } when
            ? $" - (parameters.{Names.Pascal(when)} ? {group.Names.Count} : 0)"
            : $" - {group.Names.Count}"));
        return $$"""
            /// <summary>What an entry means to a kernel with these parameters.</summary>
            internal static DecodedSwap Decode(SwpEntry entry, Parameters parameters)
            {
                int index = entry.Type - ({{swap.TypeCount}}{{counts}});
                if (index < 0)
                {
                    return new(entry.Type, null, SwapContent.Slot, entry.Offset, null);
                }

            {{string.Join("\n\n", swap.Types.Select(Group))}}

                return new(entry.Type, null, SwapContent.Nothing, entry.Offset, null);
            }
            """;
    }

    private static string Group(SwapTypeGroup group)
    {
        int count = group.Names.Count;
        string exists = group.When is { } when ? $"parameters.{Names.Pascal(when)} && " : string.Empty;
        string name = count == 1
            ? Doc.Literal(group.Names[0])
            : $"index switch {{ {string.Join(", ", group.Names.Select((type, index) => $"{(index == count - 1 ? "_" : $"{index}")} => {Doc.Literal(type)}"))} }}";
        string pfn = group.Content == SwapContent.Pfn ? "SwpOffsetPfn(entry)" : "null";
        string skip = group.When is { } optional ? $"index -= parameters.{Names.Pascal(optional)} ? {count} : 0;" : $"index -= {count};";
        return $$"""
                if ({{exists}}index < {{count}})
                {
                    return new(entry.Type, {{name}}, SwapContent.{{group.Content}}, entry.Offset, {{pfn}});
                }

                {{skip}}
            """;
    }
}
