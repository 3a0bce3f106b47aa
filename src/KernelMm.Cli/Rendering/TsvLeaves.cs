namespace KernelMm.Cli.Rendering;

/// <summary>One line of tab-separated columns for each leaf.</summary>
internal sealed class TsvLeaves(ByteOutput output) : ILeafRenderer
{
    public void Begin(string title) => output.Write("# va\tpa\tsize\tentry\trights\n"u8);

    public void Add(in Leaf leaf) => output
        .WriteHex(leaf.Address.Value, 16).Write("\t"u8)
        .WriteHex(leaf.Target.Value, 16).Write("\t"u8)
        .Write(ByteSize.OfShift(leaf.Shift)).Write("\t"u8)
        .WriteHex(leaf.Entry, 16).Write("\t"u8)
        .Write(leaf.RightsText).Write("\n"u8);

    public void End()
    {
        // Every line is out already.
    }
}
