namespace KernelMm.Cli.Images.Notes;

/// <summary>Who can read what from the notes of which machine. A new machine is a new row.</summary>
internal static class NoteReaders
{
    private const int X64 = 62;

    private static readonly Dictionary<int, Action<IReadOnlyList<ElfNote>, ImageRegisters>> ByMachine = new()
    {
        [X64] = X64Notes.Read,
    };

    /// <summary>Collects the registers that the notes tell.</summary>
    /// <param name="machine">The <c>e_machine</c> of the file.</param>
    /// <param name="segments">Its note segments.</param>
    /// <param name="registers">Where to put them.</param>
    public static void Read(int machine, IEnumerable<ByteView> segments, ImageRegisters registers)
    {
        if (ByMachine.TryGetValue(machine, out Action<IReadOnlyList<ElfNote>, ImageRegisters>? read))
        {
            read([.. segments.SelectMany(ElfNote.Read)], registers);
        }
    }
}
