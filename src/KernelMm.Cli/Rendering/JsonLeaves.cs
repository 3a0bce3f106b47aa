namespace KernelMm.Cli.Rendering;

/// <summary>One JSON object on a line for each leaf. Addresses and entries are strings: they do not fit JSON's numbers.</summary>
internal sealed class JsonLeaves(ByteOutput output) : ILeafRenderer
{
    public void Begin(string title)
    {
        // Every line is a leaf.
    }

    public void Add(in Leaf leaf) => output
        .Write("{\"va\":\"0x"u8).WriteHex(leaf.Address.Value, 16)
        .Write("\",\"pa\":\"0x"u8).WriteHex(leaf.Target.Value, 16)
        .Write("\",\"size\":\""u8).Write(ByteSize.OfShift(leaf.Shift))
        .Write("\",\"entry\":\"0x"u8).WriteHex(leaf.Entry, 16)
        .Write("\",\"rights\":\""u8).Write(leaf.RightsText)
        .Write("\"}\n"u8);

    public void End()
    {
        // Every line is out already.
    }
}
