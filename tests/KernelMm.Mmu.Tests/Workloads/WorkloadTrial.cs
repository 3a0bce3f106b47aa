using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Probing;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Workloads;

/// <summary>
/// One boot with an address space that the core built: every page that its program has mapped, those around, and some far away are
/// read, written and executed by a user and by the kernel.
/// </summary>
internal sealed class WorkloadTrial : IDisposable
{
    private readonly Guest _guest;
    private readonly GuestRam _ram;
    private readonly WorkloadSpace _space;
    private readonly Random _random;
    private readonly TableChanges _changes;
    private readonly List<Expectation> _expectations = [];
    private readonly List<(VirtualAddress, Translation)> _translations = [];

    public WorkloadTrial(Guest guest, CoreMachine core, IReadOnlyList<Translation> mapped, ReferenceSpace space, Random random)
    {
        (_guest, _random) = (guest, random);
        _ram = new GuestRam(guest.RamStart, new ByteCount(guest.RamBytes), guest.IsBigEndian);
        core.CopyTo(_ram);
        foreach (Translation page in mapped)
        {
            Fill(page.Address);
        }

        _space = new WorkloadSpace(guest, _ram, space.Mm.Root, random);
        _changes = new TableChanges(guest, _ram, _space);
        foreach (ulong page in PagesToTry(space))
        {
            Try(page);
        }
    }

    private int PageBytes => 1 << _guest.Architecture.Layout.PageShift;

    /// <summary>Runs it and compares every access's end, the monitor's translations, and what became of all tables.</summary>
    /// <returns>How many accesses there were.</returns>
    public int Run()
    {
        Boot boot = new(_guest, _ram);
        boot.Prepare(_expectations);
        _guest.Load(_ram, _space, _expectations.Count);
        FillZeroFrame();
        PhysicalAddress start = new(_guest.RamStart.Value + MemoryMap.Tables);
        byte[] before = _ram.Bytes(start, (int)(MemoryMap.Spare - MemoryMap.Tables)).ToArray();
        using QemuMachine machine = boot.Run();
        for (int index = 0; index < _expectations.Count; index++)
        {
            boot.AssertAgrees(index, _expectations[index]);
        }

        // The data too: what was written holds its own address, as before.
        _changes.AssertJust(before, start);
        if (_guest.MonitorTranslates)
        {
            boot.AssertMonitorAgrees(machine, _translations);
        }

        return _expectations.Count;
    }

    public void Dispose() => _ram.Dispose();

    // What is read tells where it is, and what is executed returns: words of either kind in turn.
    private void Fill(PhysicalAddress page, int from = 0)
    {
        ulong landing = _guest.LandingWord | ((ulong)_guest.LandingWord << 32);
        for (ulong at = page.Value + (ulong)from; at < page.Value + (ulong)PageBytes && page.Value >= _ram.Start.Value; at += 16)
        {
            _ram.Write64(new(at), at);
            _ram.Write64(new(at + 8), landing);
        }
    }

    // Where a guest's program is in it, the program's part stays.
    private void FillZeroFrame()
    {
        if (_guest.ZeroFrame == Place.Data)
        {
            Fill(default, PageBytes / 2);
        }
    }

    private SortedSet<ulong> PagesToTry(ReferenceSpace space)
    {
        SortedSet<ulong> pages = [];
        int shift = _guest.Architecture.Layout.PageShift;
        foreach (ulong page in space.Pages.Keys)
        {
            // Its neighbours, and those in the neighbouring tables.
            pages.UnionWith([page - 2, page - 1, page, page + 1, page + 2, page + (1UL << (_guest.Architecture.Layout.Levels[^2].Shift - shift))]);
        }

        while (pages.Count < space.Pages.Count + 500)
        {
            pages.Add((ulong)_random.NextInt64((long)Mm.TaskSize.Value) >> shift);
        }

        pages.RemoveWhere(page => page > (Mm.TaskSize.Value >> shift) + 1);
        return pages;
    }

    private void Try(ulong page)
    {
        VirtualAddress address = new((page << _guest.Architecture.Layout.PageShift) + (ulong)(_random.Next(PageBytes / 2, PageBytes) & ~15));
        if (!_guest.CanTry(address))
        {
            return;
        }

        _translations.Add((address, _guest.Architecture.Translate(_ram.Memory, _space.Root, address)));
        foreach ((Access access, bool isUser) in _guest.Kinds)
        {
            Probe probe = new(address + new ByteCount(access == Access.Execute ? 8UL : 0), access, isUser);
            TracedMemory<LinearMemory> traced = new(_ram.Memory, access == Access.Write ? _guest.SeenByWrites : null);
            Translation translation = _guest.Architecture.Translate(traced, _space.Root, probe.Address);
            Verdict verdict = Expectation.VerdictOf(_guest, translation, probe);
            Place place = PlaceOf(translation, access);
            if ((verdict == Verdict.Allowed && place == Place.Other && access != Access.Read) || !_guest.IsDecided(translation, probe))
            {
                continue;
            }

            _changes.Expect(traced.Read, probe, verdict);
            _expectations.Add(new(probe, translation, verdict, place));
        }
    }

    private Place PlaceOf(Translation translation, Access access)
    {
        Place place = !translation.IsMapped ? Place.Other
            : translation.Address.Value < (ulong)PageBytes ? _guest.ZeroFrame : Place.Data;
        return place == Place.Data && access == Access.Execute ? Place.Landing : place;
    }
}
