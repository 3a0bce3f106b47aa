using System.Text;

namespace KernelMm.Cli.Images.Notes;

/// <summary>A note of an ELF core.</summary>
/// <param name="Owner">Who wrote it: <c>QEMU</c>.</param>
/// <param name="Description">What it says.</param>
internal readonly record struct ElfNote(string Owner, ByteView Description)
{
    private const ulong HeaderSize = 12;

    // Owners are a few letters; whatever claims more is no note.
    private const ulong LongestOwner = 64;

    /// <summary>The notes of a segment, up to the first that is not well formed: notes help, and nothing depends on them.</summary>
    public static IEnumerable<ElfNote> Read(ByteView segment)
    {
        ulong at = 0;
        while (segment.Holds(at, HeaderSize))
        {
            ulong ownerSize = segment.UInt32(at);
            ulong descriptionSize = segment.UInt32(at + 4);
            ulong description = at + HeaderSize + Padded(ownerSize);
            if (ownerSize > LongestOwner
                || !segment.Holds(at + HeaderSize, ownerSize)
                || !segment.Holds(description, descriptionSize))
            {
                yield break;
            }

            yield return new ElfNote(
                Encoding.Latin1.GetString(segment.Slice(at + HeaderSize, ownerSize).AsSpan()).TrimEnd('\0'),
                segment.Slice(description, descriptionSize));
            at = description + Padded(descriptionSize);
        }
    }

    private static ulong Padded(ulong size) => (size + 3) & ~3UL;
}
