using System.Globalization;
using KernelMm.Cli.Images;
using KernelMm.Contracts;
using KernelMm.PageTables;

namespace KernelMm.Cli.Tests;

/// <summary>The entries of a real Linux image against what its own kernel told of them in <c>/proc/PID/pagemap</c>.</summary>
public sealed class PagemapFixtureTests
{
    private const int PageShift = 12;

    [Theory]
    [InlineData("P", Data.ParentRoot, 358928 + 924, 924)]
    [InlineData("C", Data.ChildRoot, 4308, 0)]
    public void Every_page_of_the_guests_pagemap_reads_the_same_from_its_tables(string process, string root, int pages, int swapped)
    {
        IArchitecture x64 = Architectures.All.Single(architecture => architecture.Layout.Name == "x64");
        using MemoryImage image = new ImageOpener(new ByteCount(1 << 30), _ => { }).Open(Data.Image, start: null);
        PhysicalAddress table = new(ulong.Parse(root, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        ulong[] parameters = [.. x64.Layout.Parameters.Select(parameter => parameter.Name == "swapin_error" ? 1 : parameter.Default)];
        Dictionary<int, LevelLayout> levels = x64.Layout.Levels.ToDictionary(level => level.Shift);
        int seen = 0;
        int swaps = 0;
        foreach ((ulong start, ulong end, PagemapEntry first, bool counting) in Runs($"pagemap.{process}.tsv.gz"))
        {
            ulong step;
            for (ulong address = start; address < end; address += step)
            {
                PagemapEntry told = counting ? new PagemapEntry(first.Word + ((address - start) >> PageShift)) : first;
                Translation found = x64.Translate(image.Memory, table, new VirtualAddress(address));
                LevelLayout level = levels[found.Shift];
                DecodedEntry entry = x64.Decode(level.Owner, found.Entry, parameters);
                string? difference = told.Swapped ? CompareSwap(told, entry, level)
                    : told.Present ? ComparePresent(told, entry, found, address)
                    : entry.Kind is EntryKind.None || IsPfnMap(entry, level) ? null : $"nothing there, and found {entry.Kind}";
                if (difference is not null)
                {
                    Assert.Fail($"0x{address:x}, entry 0x{found.Entry:x}: the kernel told {difference}.");
                }

                // An entry that covers many pages with nothing answers for all of them.
                bool nothing = !told.Present && !told.Swapped;
                step = nothing ? (address | ((1UL << found.Shift) - 1)) + 1 - address : 1UL << PageShift;
                seen += nothing ? 0 : 1;
                swaps += told.Swapped ? 1 : 0;
            }
        }

        Assert.Equal(pages, seen);
        Assert.Equal(swapped, swaps);
    }

    private static string? ComparePresent(PagemapEntry told, in DecodedEntry entry, in Translation found, ulong address)
    {
        ulong inside = address & ((1UL << found.Shift) - 1);
        ulong? frame = entry.Kind == EntryKind.Leaf ? (entry.Address!.Value.Value + inside) >> PageShift : null;
        return frame == told.Frame ? null : $"frame 0x{told.Frame:x}, and found {entry.Kind} of 0x{frame:x}";
    }

    private static string? CompareSwap(PagemapEntry told, in DecodedEntry entry, LevelLayout level)
    {
        if (entry.Kind != EntryKind.NonPresent || entry.Swap is not { } swap)
        {
            return $"a swap entry, and found {entry.Kind}";
        }

        ulong predicates = entry.Predicates;
        bool Is(string predicate) => (predicates >> level.Predicates.IndexOf(predicate) & 1) != 0;

        // Bit 56 of pagemap counts mappings of a present page, and has nothing to do with the entry's own exclusive bit.
        return (swap.Type, swap.Offset, Is("swp_soft_dirty"), Is("swp_uffd_wp")) switch
        {
            var actual when actual == (told.SwapType, told.SwapOffset, told.SoftDirty, told.UffdWp) => null,
            var actual => $"{told}, and found {actual}",
        };
    }

    // Memory without page frames of its own (VM_PFNMAP: devices) is mapped, and pagemap leaves it out.
    private static bool IsPfnMap(in DecodedEntry entry, LevelLayout level) =>
        entry.Kind == EntryKind.Leaf && (entry.Predicates >> level.Predicates.IndexOf("special") & 1) != 0;

    private static IEnumerable<(ulong Start, ulong End, PagemapEntry First, bool Counting)> Runs(string name)
    {
        foreach (string[] row in Data.Rows(name))
        {
            ulong start = ulong.Parse(row[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            ulong count = ulong.Parse(row[1], CultureInfo.InvariantCulture);
            ulong entry = ulong.Parse(row[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            yield return (start, start + (count << PageShift), new PagemapEntry(entry), row[3] == "+");
        }
    }

    /// <summary>A word of <c>/proc/PID/pagemap</c>.</summary>
    private readonly record struct PagemapEntry(ulong Word)
    {
        public bool Present => Bit(63);

        public bool Swapped => Bit(62);

        public bool UffdWp => Bit(57);

        public bool SoftDirty => Bit(55);

        public ulong Frame => Word & ((1UL << 55) - 1);

        public int SwapType => (int)(Word & 31);

        public ulong SwapOffset => Frame >> 5;

        private bool Bit(int bit) => (Word >> bit & 1) != 0;
    }
}
