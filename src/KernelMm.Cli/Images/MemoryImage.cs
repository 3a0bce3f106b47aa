namespace KernelMm.Cli.Images;

/// <summary>A memory image that is open for reading.</summary>
internal sealed class MemoryImage(string name, ImageBytes bytes, SegmentMap map, int? machine, ImageRegisters registers) : IDisposable
{
    /// <summary>What to call it.</summary>
    public string Name { get; } = name;

    /// <summary>The <c>e_machine</c> of the ELF file, or null for a raw image.</summary>
    public int? Machine { get; } = machine;

    /// <summary>What its notes tell of the CPU.</summary>
    public ImageRegisters Registers { get; } = registers;

    /// <summary>Its physical memory.</summary>
    public ImageMemory Memory { get; } = new(map);

    public void Dispose()
    {
        map.Dispose();
        bytes.Dispose();
    }
}
