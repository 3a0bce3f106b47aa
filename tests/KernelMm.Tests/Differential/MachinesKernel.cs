using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using KernelMm.Mmap;
using KernelMm.Testing;

namespace KernelMm.Tests.Differential;

/// <summary>The kernel of this machine, called by a small program that is compiled when it is needed.</summary>
internal sealed class MachinesKernel : IDisposable
{
    /// <summary>Why there is no crowd.</summary>
    public const string NoCrowd = "To fill an address space takes too long where it may have so many mappings.";

    private const ulong EndMark = 0x444e45;
    private const int MostMappings = 1 << 18;
    private const int FewMappings = 8;

    private readonly string _folder;
    private readonly Process _driver;
    private readonly Stream _in;
    private readonly Stream _out;

    private MachinesKernel(string folder, Process driver)
    {
        (_folder, _driver) = (folder, driver);
        _in = driver.StandardInput.BaseStream;
        _out = new BufferedStream(driver.StandardOutput.BaseStream, 1 << 16);
        Begin = Run([], new Limits(0)).Begin;
        Modes = KernelModes.Read(LowestChosen());
    }

    /// <summary>Why it cannot be called here; null where it can.</summary>
    public static string? Missing
    {
        get
        {
            if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != System.Runtime.InteropServices.Architecture.X64)
            {
                return "The comparison needs Linux on x86-64.";
            }

            if (KernelModes.ReadOvercommit() == OvercommitMemory.Never)
            {
                return "What the kernel allows depends on what else runs here: vm.overcommit_memory is 2.";
            }

            bool hasGcc = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "gcc")));
            return hasGcc ? null : "The comparison needs gcc and a static libc.";
        }
    }

    /// <summary>What every sequence begins with: the mappings of the driver itself, and its heap's end.</summary>
    public Beginning Begin { get; }

    /// <summary>How it is set.</summary>
    public KernelModes Modes { get; }

    /// <summary>
    /// What this kernel does otherwise than 6.12, so that the core must do it too to be compared: the list of all differences that
    /// are known and right.
    /// </summary>
    public static MmChanges ChangesSince612 =>
        Since(6, 15, MmChanges.DontUnmapLocksTwice)
        | Since(6, 16, MmChanges.FaultedMergesIntoUnfaulted)
        | Since(6, 17, MmChanges.MremapChecksArgumentsFirst | MmChanges.MremapMovesSeveral);

    /// <summary>How many mappings leave room for a few more; null where that would take too long.</summary>
    public ulong? Crowd => Modes.MaxMapCount > MostMappings ? null : (ulong)(Modes.MaxMapCount - Begin.Mappings.Length - FewMappings) & ~1UL;

    public static MachinesKernel Start()
    {
        string folder = Directory.CreateTempSubdirectory("kernelmm-driver-").FullName;
        string source = Path.Combine(Repository.Root, "tests", "KernelMm.Tests", "Differential", "driver.c");
        string program = Path.Combine(folder, "driver");
        using Process gcc = Process.Start("gcc", ["-static", "-O1", "-o", program, source]);
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
        ProcessStartInfo start = new(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        return new MachinesKernel(folder, Process.Start(start)!);
    }

    /// <summary>Runs a sequence from the beginning.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="limits">What it may have.</param>
    public (Beginning Begin, Outcome[] Outcomes) Run(IReadOnlyList<Call> calls, Limits limits)
    {
        Write([(ulong)calls.Count, limits.Memlock, limits.MorePages, limits.Stack, limits.Crowd]);
        Write([.. calls.SelectMany(call => new[] { (ulong)call.Op, call.A, call.B, call.C, call.D, call.E })]);
        _in.Flush();
        (ulong[] head, Seen[] initial, _) = Read();
        CheckIsAlive(head, calls);

        // In a crowd only those below it are told; but all sequences begin alike.
        Beginning begin = limits.Crowd > 0 ? Begin with { Memlock = head[1], Told = Limits.CrowdStart } : new(head[0], head[1], initial);
        Dictionary<ulong, ulong> numbers = [];
        List<Outcome> outcomes = [];
        for ((ulong[] Head, Seen[] Mappings, byte[] Resident) next = Read(); ; next = Read())
        {
            CheckIsAlive(next.Head, calls);
            if (next.Head[0] == EndMark)
            {
                return (begin, [.. outcomes]);
            }

            Seen[] own = [.. next.Mappings.Where(seen => begin.IsOurs(seen.Start)).Select(seen => Numbered(seen, numbers))];
            outcomes.Add(new Outcome((long)next.Head[0], next.Head[1], own, next.Resident));
        }
    }

    public void Dispose()
    {
        _driver.StandardInput.Close();
        _driver.WaitForExit();
        _driver.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static MmChanges Since(int major, int minor, MmChanges changes) =>
        Environment.OSVersion.Version >= new Version(major, minor) ? changes : MmChanges.None;

    private static void CheckIsAlive(ulong[] head, IReadOnlyList<Call> calls)
    {
        if (head[0] == EndMark && head[1] != 0)
        {
            throw new InvalidOperationException(
                $"The driver died with code {head[1]} in a sequence that must not kill it:{Environment.NewLine}{string.Join(Environment.NewLine, calls)}");
        }
    }

    private static Seen Numbered(Seen seen, Dictionary<ulong, ulong> numbers)
    {
        if ((seen.Rights & 8) == 0)
        {
            return seen;
        }

        numbers.TryAdd(seen.Of, (ulong)numbers.Count + 1);
        return seen with { Of = numbers[seen.Of] };
    }

    // Where a mapping goes whose hint is the lowest there is: the hint is raised to what the kernel chooses at the lowest.
    private ulong LowestChosen()
    {
        Call low = new(Op.Mmap, PageSize.Value, PageSize.Value, (ulong)Prot.None, (ulong)(MapFlags.Private | MapFlags.Anonymous));
        return (ulong)Run([low], new Limits(0)).Outcomes[0].Result;
    }

    private void Write(ulong[] words) => _in.Write(MemoryMarshal.AsBytes(words.AsSpan()));

    private (ulong[] Head, Seen[] Mappings, byte[] Resident) Read()
    {
        ulong[] head = Words(4);
        if (head[0] == EndMark)
        {
            return (head, [], []);
        }

        Seen[] mappings = [.. Words(5 * (int)head[2]).Chunk(5).Select(word => new Seen(word[0], word[1], word[2], word[3], word[4]))];
        byte[] resident = MemoryMarshal.AsBytes(Words((int)((head[3] + 7) / 8)).AsSpan())[..(int)head[3]].ToArray();
        return (head, mappings, resident);
    }

    private ulong[] Words(int count)
    {
        ulong[] words = new ulong[count];
        _out.ReadExactly(MemoryMarshal.AsBytes(words.AsSpan()));
        return words;
    }
}

/// <summary>How every sequence begins.</summary>
/// <param name="Brk">The end of the heap.</param>
/// <param name="Memlock">How many bytes may be locked.</param>
/// <param name="Mappings">What is mapped already.</param>
internal sealed record Beginning(ulong Brk, ulong Memlock, Seen[] Mappings)
{
    /// <summary>Whether a mapping that begins here is none of the driver's own: above its heap and below what the kernel gave it.</summary>
    public bool IsOurs(ulong start) => start >= Brk && start < Top && start < Told;

    /// <summary>Below it, all mappings are told.</summary>
    public ulong Told { get; init; } = ulong.MaxValue;

    /// <summary>
    /// Where the kernel places mappings from, downwards: it has put its own first ones there, so it is the end of the group of
    /// mappings that lies below the stack.
    /// </summary>
    public ulong MmapBase => Mappings[^2].End;

    /// <summary>Below it, everything is free for mappings without a hint.</summary>
    public ulong Top { get; } = LowestOfGroup(Mappings, Mappings.Length - 2);

    /// <summary>How much is mapped.</summary>
    public ByteCount Mapped => new((ulong)Mappings.Sum(seen => (long)(seen.End - seen.Start)));

    /// <summary>Where the driver begins.</summary>
    public ulong Bottom => Mappings[0].Start;

    private static ulong LowestOfGroup(Seen[] mappings, int place)
    {
        while (mappings[place - 1].End == mappings[place].Start)
        {
            place--;
        }

        return mappings[place].Start;
    }
}
