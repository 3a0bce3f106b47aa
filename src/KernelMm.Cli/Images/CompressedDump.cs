namespace KernelMm.Cli.Images;

/// <summary>
/// Dumps in makedumpfile's own formats. They are recognised to be refused: read as a raw image they would be nonsense, and what the
/// user has to do instead is known.
/// </summary>
internal static class CompressedDump
{
    /// <summary>Throws where the file is such a dump.</summary>
    public static void Refuse(string name, ByteView file)
    {
        if (StartsWith(file, "KDUMP   "u8) || StartsWith(file, "DISKDUMP"u8))
        {
            throw new InputException(
                $"{name.Quote()} is a dump in makedumpfile's compressed format, which cannot be read here; dump the memory as ELF instead ('makedumpfile -E' on /proc/vmcore, or dump-guest-memory without compression), or copy it out of this dump with crash ('rd -p -r FILE ADDRESS BYTES') and give the copy with --base.");
        }

        if (StartsWith(file, "makedumpfile"u8))
        {
            throw new InputException(
                $"{name.Quote()} is a flattened dump of makedumpfile; put it together with 'makedumpfile -R FILE < {name}' first, which gives an ELF core where it was made with -E.");
        }
    }

    private static bool StartsWith(ByteView file, ReadOnlySpan<byte> signature) =>
        file.Holds(0, (ulong)signature.Length) && file.Slice(0, (ulong)signature.Length).AsSpan().SequenceEqual(signature);
}
