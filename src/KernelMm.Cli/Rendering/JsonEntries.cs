using System.Text;
using KernelMm.Contracts;

namespace KernelMm.Cli.Rendering;

/// <summary>One JSON object on a line for each entry. Nothing but the kernel's own names and numbers goes in, so nothing is escaped.</summary>
internal sealed class JsonEntries : IEntryRenderer
{
    private readonly ByteOutput _output;
    private readonly ArchitectureLayout _layout;

    // Each predicate's member with either value, made once for millions of lines.
    private readonly byte[][] _true;
    private readonly byte[][] _false;

    public JsonEntries(ByteOutput output, ArchitectureLayout layout, LevelLayout level)
    {
        _output = output;
        _layout = layout;
        _true = [.. level.Predicates.Select((name, index) => Member(name, index, "true"))];
        _false = [.. level.Predicates.Select((name, index) => Member(name, index, "false"))];
    }

    public void Add(ulong value, in DecodedEntry entry)
    {
        _output.Write("{\"value\":\"0x"u8).WriteHex(value, _layout.EntryBytes * 2)
            .Write("\",\"kind\":\""u8).Write(EntryMeaning.Name(entry))
            .Write("\",\"pfn\":"u8);
        WriteNumber(EntryMeaning.Frame(entry, _layout)?.Value);
        _output.Write(",\"predicates\":{"u8);
        for (int i = 0; i < _true.Length; i++)
        {
            _output.Write((entry.Predicates >> i & 1) != 0 ? _true[i] : _false[i]);
        }

        _output.Write("},\"swap\":"u8);
        WriteSwap(entry.Swap);
        _output.Write("}\n"u8);
    }

    private static byte[] Member(string name, int index, string value) =>
        Encoding.UTF8.GetBytes($"{(index == 0 ? string.Empty : ",")}\"{name}\":{value}");

    private void WriteSwap(DecodedSwap? swap)
    {
        if (swap is not { } decoded)
        {
            _output.Write("null"u8);
            return;
        }

        _output.Write("{\"type\":"u8).WriteDecimal((ulong)decoded.Type).Write(",\"name\":"u8);
        if (decoded.TypeName is { } name)
        {
            _output.Write("\""u8).Write(name).Write("\""u8);
        }
        else
        {
            _output.Write("null"u8);
        }

        _output.Write(",\"offset\":"u8).WriteDecimal(decoded.Offset).Write("}"u8);
    }

    private void WriteNumber(ulong? value)
    {
        if (value is { } number)
        {
            _output.WriteDecimal(number);
        }
        else
        {
            _output.Write("null"u8);
        }
    }
}
