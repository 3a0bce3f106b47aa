using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Probing;

namespace KernelMm.Mmu.Tests.Tables;

/// <summary>The accessed and dirty bits that accesses should leave behind, and those that they may.</summary>
internal sealed class TableChanges(Guest guest, GuestRam ram, GuestSpace space)
{
    private const int BlockBytes = 4096;

    private readonly Dictionary<PhysicalAddress, (LevelLayout Level, bool IsLeaf, bool IsWritten)> _used = [];
    private readonly HashSet<PhysicalAddress> _seen = [];

    /// <summary>Takes down what an access does to the entries on its way, the leaf's last.</summary>
    public void Expect(IReadOnlyList<PhysicalAddress> way, Probe probe, Verdict verdict)
    {
        _seen.UnionWith(way);
        for (int index = 0; verdict == Verdict.Allowed && index < way.Count; index++)
        {
            bool isLeaf = index == way.Count - 1;
            bool wasWritten = _used.TryGetValue(way[index], out (LevelLayout Level, bool IsLeaf, bool IsWritten) before) && before.IsWritten;
            _used[way[index]] = (space.Layout.Levels[guest.TopDepth + index], isLeaf, wasWritten || (isLeaf && probe.Access == Access.Write));
        }
    }

    /// <summary>Compares all tables with what they held before.</summary>
    public void AssertJust(byte[] before, PhysicalAddress start)
    {
        Span<byte> after = ram.Bytes(start, before.Length);
        int bytes = space.Layout.EntryBytes;
        HashSet<int> blocks = [.. _used.Keys.Select(slot => (int)(slot.Value - start.Value) / BlockBytes)];
        for (int offset = 0; offset < before.Length; offset += bytes)
        {
            // Most of the memory nobody has touched.
            int left = Math.Min(BlockBytes, before.Length - offset);
            if (offset % BlockBytes == 0 && !blocks.Contains(offset / BlockBytes) && before.AsSpan(offset, left).SequenceEqual(after.Slice(offset, left)))
            {
                offset += left - bytes;
                continue;
            }

            PhysicalAddress slot = new(start.Value + (ulong)offset);
            ulong was = Entry(before.AsSpan(offset, bytes));
            ulong expected = _used.TryGetValue(slot, out (LevelLayout Level, bool IsLeaf, bool IsWritten) use) ? guest.AfterUse(was, use.Level, use.IsLeaf, use.IsWritten) : was;
            ulong found = Entry(after.Slice(offset, bytes));
            ulong allowed = _seen.Contains(slot) && !use.IsWritten ? guest.MayChange(was) : 0;
            Assert.True(((expected ^ found) & ~allowed) == 0,
                $"{space.Layout.Name}: the entry at {slot} was 0x{was:x}, should be 0x{expected:x} and is 0x{found:x}.");
        }
    }

    private ulong Entry(ReadOnlySpan<byte> bytes)
    {
        ulong entry = 0;
        for (int index = 0; index < bytes.Length; index++)
        {
            entry |= (ulong)bytes[guest.IsBigEndian ? bytes.Length - 1 - index : index] << (8 * index);
        }

        return entry;
    }
}
