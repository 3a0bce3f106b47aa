using KernelMm.Cpus;
using KernelMm.Folios;
using KernelMm.Mmap;

namespace KernelMm.Tests.Mmap;

/// <summary>A machine whose faults are the core's, and one address space that programs use.</summary>
internal sealed class Userland : IDisposable
{
    public static readonly VirtualAddress Base = new(0x1000_0000);

    public Userland(MmLimits? limits = null)
    {
        Machine = new Machine(new ByteCount(4096 * PageSize.Value));
        Mm = Mm.Alloc(Machine, limits)!.Value;
        Cpu = Machine.Cpus[0];
        Cpu.SwitchMm(Mm);
    }

    public Machine Machine { get; }

    public Mm Mm { get; }

    public Cpu Cpu { get; }

    public static VirtualAddress Page(ulong page) => Base + Pages(page);

    public static ByteCount Pages(ulong pages) => new(pages << PageShift);

    public Vma Map(ulong page, ulong pages, Prot prot = Prot.Read | Prot.Write, MapFlags flags = MapFlags.Private)
    {
        AddressOrErrno mapped = Mm.Mmap(Page(page), Pages(pages), prot, flags | MapFlags.Fixed | MapFlags.Anonymous);
        Assert.Equal(Page(page), mapped);
        return Mm.Vmas.Single(vma => vma.Contains(Page(page)));
    }

    public void Store(ulong page, ulong value) => Assert.True(Cpu.Store(Page(page), value));

    public ulong Load(ulong page)
    {
        Assert.True(Cpu.Load(Page(page), out ulong value));
        return value;
    }

    public Pte PteOf(ulong page)
    {
        PmdPtr pmd = Pgalloc.PmdLookup.Find(Mm, Page(page));
        PtePtr pte = pmd.IsNull ? default : PteOffsetMap(Mm, pmd, Page(page));
        if (!pte)
        {
            return default;
        }

        Pte entry = PtepGet(Mm, pte);
        PteUnmap(Mm, pte);
        return entry;
    }

    public Folio FolioOf(ulong page) => Folio.Of(Machine, PteOf(page).Pfn);

    public string[] Maps() => [.. Mm.Vmas.Select(vma => vma.ToString())];

    public void Dispose()
    {
        Machine.CheckBalanced();
        Machine.Dispose();
    }
}
