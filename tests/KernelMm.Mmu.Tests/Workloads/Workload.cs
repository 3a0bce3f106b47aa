using KernelMm.Cpus;
using KernelMm.Mmap;

namespace KernelMm.Mmu.Tests.Workloads;

/// <summary>
/// Random programs on the core, in several address spaces: they map, load, store, protect, move, unmap and fork. What they are due
/// is kept beside the core, and every load is held to it.
/// </summary>
internal sealed class Workload(Machine machine, Random random)
{
    private const int MostSpaces = 5;
    private const int MostPages = 2_500;
    private const ulong PagesOfOneMapping = 48;

    private static readonly Prot[] Prots =
        [Prot.None, Prot.Read, Prot.Read | Prot.Write, Prot.Read | Prot.Write, Prot.Read | Prot.Exec, Prot.Read | Prot.Write | Prot.Exec, Prot.Write, Prot.Exec];

    private readonly int _shift = CoreMachine.Architecture.Layout.PageShift;
    private ulong _values = 0x5eed_0000_0000;

    public List<ReferenceSpace> Spaces { get; } = [];

    public void Run(int steps)
    {
        Spaces.Add(new(Mm.Alloc(machine)!.Value));
        for (int step = 0; step < steps; step++)
        {
            Step(Spaces[random.Next(Spaces.Count)]);
        }
    }

    private void Step(ReferenceSpace space)
    {
        switch (random.Next(40))
        {
            case < 5 when space.Pages.Count < MostPages: Map(space); break;
            case < 17: Store(space); break;
            case < 25: Load(space); break;
            case < 30: Protect(space); break;
            case < 33: Unmap(space); break;
            case < 36: Move(space); break;
            case < 38: Drop(space); break;
            case 38 when Spaces.Count < MostSpaces: Fork(space); break;
            case 39 when Spaces.Count > 3: Exit(space); break;
        }
    }

    private void Map(ReferenceSpace space)
    {
        ulong pages = 1 + (ulong)random.NextInt64((long)PagesOfOneMapping);
        Prot prot = Prots[random.Next(Prots.Length)];
        bool isShared = random.Next(4) == 0;
        bool isPopulated = random.Next(5) == 0;
        MapFlags flags = MapFlags.Anonymous | (isShared ? MapFlags.Shared : MapFlags.Private) | (isPopulated ? MapFlags.Populate : 0);
        AddressOrErrno mapped = random.Next(2) == 0
            ? space.Mm.Mmap(default, Bytes(pages), prot, flags)
            : space.Mm.Mmap(FarAway(), Bytes(pages), prot, flags | MapFlags.FixedNoReplace);
        if (mapped.Errno == Errno.Exist)
        {
            return;
        }

        Assert.Equal(Errno.None, mapped.Errno);
        for (ulong page = mapped.Address.Value >> _shift; page < (mapped.Address.Value >> _shift) + pages; page++)
        {
            ReferencePage state = new(prot, isShared ? new SharedPage() : null);
            bool isMade = isPopulated && prot != Prot.None;
            space.Pages.Add(page, state with
            {
                Residence = isMade ? Residence.Must : Residence.No,
                IsWritten = isMade && !isShared && state.IsWritable,
                StaysWritable = isMade && !isShared && state.IsWritable,
            });
        }
    }

    private void Store(ReferenceSpace space)
    {
        Cpu cpu = CpuFor(space);
        foreach (ulong page in space.RandomRun(random, random.Next(1, 12)))
        {
            bool isStored = cpu.Store(AddressOf(page), ++_values);
            Assert.Equal(space.Pages[page].IsWritable, isStored);
            space.Pages[page] = isStored ? space.Pages[page].Stored(_values) : space.Pages[page];
        }
    }

    private void Load(ReferenceSpace space)
    {
        Cpu cpu = CpuFor(space);
        foreach (ulong page in space.RandomRun(random, random.Next(1, 12)))
        {
            bool isLoaded = cpu.Load(AddressOf(page), out ulong value);
            Assert.Equal((space.Pages[page].IsReadable, isLoaded ? space.Pages[page].Content : 0), (isLoaded, value));
            space.Pages[page] = isLoaded ? space.Pages[page].Touched() : space.Pages[page];
        }
    }

    private void Protect(ReferenceSpace space)
    {
        Prot prot = Prots[random.Next(Prots.Length)];
        if (space.RandomRun(random, random.Next(1, 40)) is [ulong first, ..] run)
        {
            Assert.Equal(Errno.None, space.Mm.Mprotect(AddressOf(first), Bytes((ulong)run.Count), prot));
            space.Change(run, page => page.Protected(prot));
        }
    }

    private void Unmap(ReferenceSpace space)
    {
        if (space.RandomRun(random, random.Next(1, 40)) is [ulong first, ..] run)
        {
            Assert.Equal(Errno.None, space.Mm.Munmap(AddressOf(first), Bytes((ulong)run.Count)));
            run.ForEach(page => space.Pages.Remove(page));
        }
    }

    // Only within one mapping; how far that reaches the core says, which merges and splits as it likes.
    private void Move(ReferenceSpace space)
    {
        if (space.RandomRun(random, random.Next(1, 40)) is not [ulong first, ..] run)
        {
            return;
        }

        ulong pages = Math.Min((ulong)run.Count, (space.Mm.Vmas.Single(vma => vma.Start <= AddressOf(first) && AddressOf(first) < vma.End).End.Value >> _shift) - first);
        VirtualAddress target = FarAway();
        if (space.Pages.Keys.Any(page => page >= target.Value >> _shift && page < (target.Value >> _shift) + pages))
        {
            return;
        }

        bool isKept = space.Pages[first].Shared is null && random.Next(3) == 0;
        MremapFlags flags = MremapFlags.MayMove | MremapFlags.Fixed | (isKept ? MremapFlags.DontUnmap : 0);
        Assert.Equal(Errno.None, space.Mm.Mremap(AddressOf(first), Bytes(pages), Bytes(pages), flags, target).Errno);
        for (ulong page = 0; page < pages; page++)
        {
            space.Pages.Remove(first + page, out ReferencePage? moved);
            space.Pages.Add((target.Value >> _shift) + page, moved!);
            if (isKept)
            {
                space.Pages.Add(first + page, moved!.Dropped());
            }
        }
    }

    private void Drop(ReferenceSpace space)
    {
        if (space.RandomRun(random, random.Next(1, 20)) is [ulong first, ..] run)
        {
            Assert.Equal(Errno.None, space.Mm.Madvise(AddressOf(first), Bytes((ulong)run.Count), Madvice.DontNeed));
            space.Change(run, page => page.Dropped());
        }
    }

    private void Fork(ReferenceSpace space)
    {
        Assert.Equal(Errno.None, space.Mm.Fork(out Mm child));
        Spaces.Add(space.Child(child));
    }

    private void Exit(ReferenceSpace space)
    {
        // No CPU may have it loaded any more.
        ReferenceSpace other = Spaces.First(candidate => candidate != space);
        foreach (Cpu cpu in machine.Cpus)
        {
            cpu.SwitchMm(other.Mm);
        }

        space.Mm.Put();
        Spaces.Remove(space);
    }

    private Cpu CpuFor(ReferenceSpace space)
    {
        Cpu cpu = machine.Cpus[random.Next(machine.Cpus.Count)];
        cpu.SwitchMm(space.Mm);
        return cpu;
    }

    // Anywhere, often at the edge of what one entry of a higher level covers; the ends of the address space too.
    private VirtualAddress FarAway()
    {
        ulong room = Mm.TaskSize.Value - Bytes(PagesOfOneMapping).Value;
        ulong address = random.Next(8) switch
        {
            0 => room,
            1 => 0x1_0000,
            < 5 => ((ulong)random.NextInt64((long)room) & ~((1UL << 21) - 1)) - Bytes(PagesOfOneMapping / 2).Value,
            _ => (ulong)random.NextInt64((long)room),
        };
        return new((Math.Clamp(address, 0x1_0000, room) >> _shift) << _shift);
    }

    private VirtualAddress AddressOf(ulong page) => new(page << _shift);

    private ByteCount Bytes(ulong pages) => new(pages << _shift);
}
