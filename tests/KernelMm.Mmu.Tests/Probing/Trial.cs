using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Probing;

/// <summary>
/// One boot: random tables, many accesses by the guest, and every end of them beside what the generated code says of the same
/// tables. What was seen is added to a tally, as agreement on little would prove little.
/// </summary>
internal sealed class Trial : IDisposable
{
    private const int MostAddresses = 3_000;

    private readonly Guest _guest;
    private readonly GuestRam _ram;
    private readonly AddressSpace _space;
    private readonly Boot _boot;
    private readonly IReadOnlyList<VirtualAddress> _addresses;
    private readonly IReadOnlyList<Expectation> _expectations;
    private readonly Dictionary<VirtualAddress, Translation> _translations = [];
    private readonly byte[] _tables;
    private readonly TableChanges _changes;

    public Trial(Guest guest, bool isUpper, Random random)
    {
        _guest = guest;
        _ram = new GuestRam(guest.RamStart, new ByteCount(guest.RamBytes), guest.IsBigEndian);
        MemoryMap.Fill(guest, _ram);
        _space = new AddressSpace(guest, _ram, isUpper, random);
        _addresses = Addresses.Of(guest, _space, MostAddresses, random);
        _changes = new TableChanges(guest, _ram, _space);
        _expectations = [.. Expectations()];
        _boot = new Boot(guest, _ram);
        _boot.Prepare(_expectations);
        guest.Load(_ram, _space, _expectations.Count);
        _tables = _ram.Bytes(TablesStart, _space.TableBytes).ToArray();
    }

    private PhysicalAddress TablesStart => new(_guest.RamStart.Value + MemoryMap.Tables);

    public void Run(Tally tally)
    {
        using QemuMachine machine = _boot.Run();
        for (int index = 0; index < _expectations.Count; index++)
        {
            (Probe probe, Translation translation, Verdict verdict, _) = _expectations[index];
            _boot.AssertAgrees(index, _expectations[index]);
            tally.Add(_space, probe, translation, verdict);
        }

        Assert.Null(MemoryMap.FirstOverwritten(_guest, _ram));
        _changes.AssertJust(_tables, TablesStart);
        if (_guest.MonitorTranslates)
        {
            tally.Monitored += _boot.AssertMonitorAgrees(machine, [.. _addresses.Select(address => (address, _translations[address]))]);
        }
    }

    public void Dispose() => _ram.Dispose();

    private IEnumerable<Expectation> Expectations()
    {
        foreach (VirtualAddress address in _addresses)
        {
            _translations[address] = _guest.Architecture.Translate(_ram.Memory, _space.Root, address);
            foreach ((Access access, bool isUser) in _guest.Kinds)
            {
                TracedMemory<LinearMemory> traced = new(_ram.Memory, access == Access.Write ? _guest.SeenByWrites : null);
                Translation translation = _guest.Architecture.Translate(traced, _space.Root, address);
                Place place = translation.IsMapped ? MemoryMap.PlaceOf(_guest, translation.Address) : Place.Other;
                Probe probe = new(address, access, isUser);
                Verdict verdict = Expectation.VerdictOf(_guest, translation, probe);
                if (IsSafe(probe, verdict, place) && _guest.IsDecided(translation, probe))
                {
                    _changes.Expect(traced.Read, probe, verdict);
                    yield return new(probe, translation, verdict, place);
                }
            }
        }
    }

    // What reaches memory must do no harm there.
    private static bool IsSafe(Probe probe, Verdict verdict, Place place) => verdict != Verdict.Allowed || (probe.Access, place) switch
    {
        (Access.Execute, Place.Landing) => true,
        (Access.Read, Place.Data or Place.Landing or Place.Empty) => true,
        (Access.Write, Place.Data or Place.Empty) => true,
        _ => false,
    };
}
