using KernelMm.Contracts;

namespace KernelMm.Cli.Images;

/// <summary>
/// Makes one answer for each physical address. Kernel dumps hold the kernel's text twice, once as text and once as memory; that
/// is fine while both say the same, and no image at all when they do not.
/// </summary>
internal static class SegmentCheck
{
    /// <summary>The segments sorted, with what was there twice there once.</summary>
    public static ImageSegment[] NoOverlaps(List<ImageSegment> segments, ByteView file, string name)
    {
        segments.Sort(static (left, right) => left.Address.CompareTo(right.Address));
        List<ImageSegment> kept = [];

        // Comparing costs as much as the headers like to claim; a dump worth reading repeats less than it holds.
        ulong allowance = file.Length;
        foreach (ImageSegment segment in segments)
        {
            ImageSegment rest = segment;
            if (kept.Count > 0 && rest.Address <= kept[^1].Last)
            {
                ByteCount covered = CoveredBy(kept[^1], rest);
                if (covered.Value > allowance)
                {
                    throw new InputException($"{name.Quote()} is not a well-formed image: its segments repeat more memory than the file is long.");
                }

                allowance -= covered.Value;
                Compare(kept, rest, covered, file, name);
                if (covered == rest.Size)
                {
                    continue;
                }

                rest = rest.Skip(covered);
            }

            kept.Add(rest);
        }

        return [.. kept];
    }

    private static ByteCount CoveredBy(ImageSegment earlier, ImageSegment segment) =>
        earlier.Last >= segment.Last ? segment.Size : earlier.Last - segment.Address + new ByteCount(1);

    private static void Compare(List<ImageSegment> kept, ImageSegment segment, ByteCount covered, ByteView file, string name)
    {
        // What is covered lies in the last segments kept, which follow each other without a gap as far as this one reaches back.
        ByteCount left = covered;
        for (int i = kept.Count - 1; i >= 0 && left > ByteCount.Zero; i--)
        {
            ImageSegment earlier = kept[i];
            PhysicalAddress from = earlier.Address > segment.Address ? earlier.Address : segment.Address;
            ByteCount common = segment.Address + left - from;
            ImageSegment one = earlier.Skip(from - earlier.Address);
            ImageSegment other = segment.Skip(from - segment.Address);
            if (!SameBytes(one, other, common, file))
            {
                throw new InputException($"{name.Quote()} is not a well-formed image: two of its segments hold the memory at {from} and differ.");
            }

            left -= common;
        }
    }

    private static unsafe bool SameBytes(ImageSegment one, ImageSegment other, ByteCount length, ByteView file)
    {
        const ulong Step = 1 << 16;
        Span<byte> left = new byte[(int)Math.Min(Step, length.Value)];
        Span<byte> right = new byte[left.Length];
        for (ulong at = 0; at < length.Value; at += Step)
        {
            int count = (int)Math.Min(Step, length.Value - at);
            Copy(one.Skip(new ByteCount(at)), file, left[..count]);
            Copy(other.Skip(new ByteCount(at)), file, right[..count]);
            if (!left[..count].SequenceEqual(right[..count]))
            {
                return false;
            }
        }

        return true;
    }

    private static void Copy(ImageSegment segment, ByteView file, Span<byte> target)
    {
        int stored = (int)Math.Min((ulong)target.Length, segment.Stored.Value);
        if (stored > 0)
        {
            file.Slice(segment.Offset.Value, (ulong)stored).AsSpan().CopyTo(target);
        }

        target[stored..].Clear();
    }
}
