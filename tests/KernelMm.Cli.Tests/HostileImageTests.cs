using System.Diagnostics;
using System.Globalization;
using KernelMm.Cli.Commands;
using KernelMm.Cli.Images;
using KernelMm.Contracts;
using KernelMm.PageTables;

namespace KernelMm.Cli.Tests;

/// <summary>Whatever bytes are in an image's headers: a result or a sentence, in little time and little memory.</summary>
public sealed class HostileImageTests : IDisposable
{
    private const string Option = "KERNELMM_IMAGE_MUTANTS";
    private const int ThroughTheTool = 400;
    private const int MostMemory = 2 << 20;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    private static readonly ulong[] Numbers =
        [0, 1, 0xff, 0xffff, 0x7fff_ffff, 0xffff_ffff, 0x1_0000_0000, 0x7fff_ffff_ffff_ffff, 0xffff_ffff_ffff_f000, ulong.MaxValue];

    private static readonly (string Name, byte[] Image, int[] Headers)[] Originals =
        [Elf("elf64", true, false), Elf("elf64, big-endian", true, true), Elf("elf32", false, false), Elf("elf32, big-endian", false, true), Lime()];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. Originals.Select(original => original.Name)];

    private static byte[] Tables => new X64Tables().Map(0x400000, 0x5000, X64Tables.User).Memory;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutated_headers_end_in_a_walk_or_a_sentence(string name)
    {
        (_, byte[] image, int[] headers) = Originals.Single(original => original.Name == name);
        int mutants = int.Parse(Environment.GetEnvironmentVariable(Option) ?? "20000", CultureInfo.InvariantCulture) / Originals.Length;
        using GuardedBytes bytes = new();
        Random random = new(20240607);
        (int walked, int refused, TimeSpan longest, long largest) = (0, 0, TimeSpan.Zero, 0);
        for (int mutant = 0; mutant < mutants; mutant++)
        {
            bytes.With(Mutate(image, headers, random));
            long start = Stopwatch.GetTimestamp();
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            string? sentence = Walk(bytes);
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - allocated);
            _ = sentence is null ? walked++ : refused++;
            Assert.True(sentence is null || (sentence.EndsWith('.') && !sentence.Contains('\n', StringComparison.Ordinal)), sentence);
        }

        // Some mutations hurt and some do not, or they prove nothing.
        Assert.True(walked > mutants / 50 && refused > mutants / 50, $"{walked} walked, {refused} refused");
        Assert.True(longest < MostTime, $"One took {longest}.");
        Assert.True(largest < MostMemory, $"One took {largest} bytes.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_tool_ends_with_a_sentence_as_well(string name)
    {
        (_, byte[] image, int[] headers) = Originals.Single(original => original.Name == name);
        Random random = new(20240609);
        for (int round = 0; round < ThroughTheTool / Originals.Length; round++)
        {
            string path = _folder.Write("image", Mutate(image, headers, random));
            Outcome outcome = Tool.Run("walk", path, "--arch", "x64", "--root", "100000", "--format", "tsv", "--to", "500000");
            Assert.InRange(outcome.ExitCode, 0, 2);
            if (outcome.ExitCode == 2)
            {
                outcome.IsSentence(2);
            }
        }
    }

    [Fact]
    public void Mutated_gzip_files_end_in_a_result_or_a_sentence()
    {
        byte[] packed = Data.Zip(Originals[0].Image);
        Random random = new(20240608);
        for (int round = 0; round < ThroughTheTool; round++)
        {
            byte[] mutated = Mutate(packed, [.. Enumerable.Range(0, packed.Length)], random);
            Outcome outcome = Tool.Run("walk", _folder.Write("image", mutated), "--format", "tsv", "--max-unpacked", "4M");
            Assert.InRange(outcome.ExitCode, 0, 2);
        }
    }

    // What the command does, without a file and without printing: null, or the sentence that it would end with.
    private static string? Walk(GuardedBytes bytes)
    {
        try
        {
            using MemoryImage image = ImageOpener.Understand("image", bytes, start: null);
            WalkTarget target = image.Machine is null
                ? WalkTarget.Choose(Architectures.All, image, "x64", "100000", null)
                : WalkTarget.Choose(Architectures.All, image, null, null, null);
            FewPages pages = default;
            target.Architecture.WalkLeaves(image.Memory, target.Root, new VirtualAddress(0), new VirtualAddress(0x4f_ffff), ref pages);
            return null;
        }
        catch (InputException e)
        {
            return e.Message;
        }
    }

    private static (string Name, byte[] Image, int[] Headers) Elf(string name, bool wide, bool bigEndian)
    {
        ElfBuilder core = new ElfBuilder { Wide = wide, BigEndian = bigEndian }
            .QemuCpu(X64Tables.Start, 0).Load(X64Tables.Start, Tables).Load(0x900000, Tables);

        // The note's own header as well; what stands behind it is the CPU's, and any value of it is one.
        return (name, core.Build(), [.. Enumerable.Range(0, core.HeadersSize + 20)]);
    }

    private static (string Name, byte[] Image, int[] Headers) Lime()
    {
        byte[] first = LimeBuilder.Range(X64Tables.Start, Tables);
        byte[] second = LimeBuilder.Range(0x900000, Tables);
        return ("lime", [.. first, .. second], [.. Enumerable.Range(0, LimeBuilder.HeaderSize), .. Enumerable.Range(first.Length, LimeBuilder.HeaderSize)]);
    }

    private static byte[] Mutate(byte[] original, int[] headers, Random random)
    {
        byte[] mutated = (byte[])original.Clone();
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = headers[random.Next(headers.Length)];
            if (random.Next(2) == 0)
            {
                mutated[at] = (byte)random.Next(256);
                continue;
            }

            int width = 1 << random.Next(4);
            byte[] number = BitConverter.GetBytes(Numbers[random.Next(Numbers.Length)]);
            if (random.Next(2) == 0)
            {
                Array.Reverse(number, 0, width);
            }

            at -= at % width;
            number.AsSpan(0, Math.Min(width, mutated.Length - at)).CopyTo(mutated.AsSpan(at));
        }

        return random.Next(10) == 0 ? mutated[..random.Next(mutated.Length)] : mutated;
    }

    // Tables that are read at a wrong place can map anything; a thousand pages show as much as all of them.
    private struct FewPages : ILeafVisitor
    {
        private int _seen;

        public bool Leaf(VirtualAddress address, PhysicalAddress target, int shift, ulong entry, AccessRights rights) => ++_seen < 1000;

        public bool TableMissing(VirtualAddress address, PhysicalAddress table, int shift) => ++_seen < 1000;
    }
}
