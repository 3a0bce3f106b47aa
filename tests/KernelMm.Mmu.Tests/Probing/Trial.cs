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
    private const ulong Unanswered = 0xdead_0000;

    private readonly Guest _guest;
    private readonly GuestRam _ram;
    private readonly AddressSpace _space;
    private readonly IReadOnlyList<VirtualAddress> _addresses;
    private readonly IReadOnlyList<(Probe Probe, Translation Translation, Verdict Verdict, Place Place)> _probes;
    private readonly Dictionary<VirtualAddress, Translation> _translations = [];
    private readonly byte[] _tables;
    private readonly TableChanges _changes;

    public Trial(Guest guest, bool isUpper, Random random)
    {
        _guest = guest;
        _ram = new GuestRam(guest.RamStart, new ByteCount(MemoryMap.End), guest.IsBigEndian);
        MemoryMap.Fill(guest, _ram);
        _space = new AddressSpace(guest, _ram, isUpper, random);
        _addresses = Addresses.Of(guest, _space, MostAddresses, random);
        _changes = new TableChanges(guest, _ram, _space);
        _probes = [.. Probes()];
        WriteRecords();
        guest.Load(_ram, _space, _probes.Count);
        _tables = _ram.Bytes(TablesStart, _space.TableBytes).ToArray();
    }

    private PhysicalAddress TablesStart => new(_guest.RamStart.Value + MemoryMap.Tables);

    public void Run(Tally tally)
    {
        using QemuMachine machine = new(_guest.Emulator, [.. _guest.Machine(_ram),
            "-m", $"{MemoryMap.End >> 20}", "-object", $"memory-backend-file,id=ram,size={MemoryMap.End},mem-path={_ram.Path},share=on"]);
        machine.AwaitStop();

        for (int index = 0; index < _probes.Count; index++)
        {
            (Probe probe, Translation translation, Verdict verdict, Place place) = _probes[index];
            Answer answer = AnswerOf(index);
            Assert.True(_guest.Agrees(probe, translation, verdict, place, answer),
                $"{_guest.Architecture.Layout.Name}: {probe} should be {verdict} in {place} by {translation}; {_guest.Emulator.Command} says {answer}.");
            tally.Add(_space, probe, translation, verdict);
        }

        Assert.Null(MemoryMap.FirstOverwritten(_guest, _ram));
        _changes.AssertJust(_tables, TablesStart);
        if (_guest.MonitorTranslates)
        {
            CompareWithMonitor(machine, tally);
        }
    }

    public void Dispose() => _ram.Dispose();

    private void CompareWithMonitor(QemuMachine machine, Tally tally)
    {
        IReadOnlyList<ulong?> answers = machine.Translate([.. _addresses.Select(address => address.Value)]);
        for (int index = 0; index < answers.Count; index++)
        {
            Translation translation = _translations[_addresses[index]];
            if (_guest.MonitorAnswers(translation, out ulong? expected))
            {
                Assert.True(expected == answers[index],
                    $"{_guest.Architecture.Layout.Name}: {_addresses[index]} is {translation}; the monitor of {_guest.Emulator.Command} says 0x{answers[index]:x}.");
                tally.Monitored++;
            }
        }
    }

    private IEnumerable<(Probe, Translation, Verdict, Place)> Probes()
    {
        foreach (VirtualAddress address in _addresses)
        {
            TracedMemory<LinearMemory> traced = new(_ram.Memory);
            Translation translation = _guest.Architecture.Translate(traced, _space.Root, address);
            _translations[address] = translation;
            Place place = translation.IsMapped ? MemoryMap.PlaceOf(_guest, translation.Address) : Place.Other;
            foreach ((Access access, bool isUser) in Kinds())
            {
                Probe probe = new(address, access, isUser);
                Verdict verdict = VerdictOf(translation, probe);
                if (IsSafe(probe, verdict, place))
                {
                    _changes.Expect(traced.Read, probe, verdict);
                    yield return (probe, translation, verdict, place);
                }
            }
        }
    }

    private IEnumerable<(Access Access, bool IsUser)> Kinds() => _guest.Accesses.SelectMany(access =>
        _guest.HasUsers ? new[] { (access, false), (access, true) } : [(access, false)]);

    private Verdict VerdictOf(Translation translation, Probe probe) => translation.Result switch
    {
        TranslationResult.NotCanonical => Verdict.NotCanonical,
        TranslationResult.NotMapped => Verdict.NotMapped,
        TranslationResult.TableMissing => Verdict.TableMissing,
        _ => _guest.Allows(translation, probe) ? Verdict.Allowed : Verdict.Denied,
    };

    // What reaches memory must do no harm there.
    private static bool IsSafe(Probe probe, Verdict verdict, Place place) => verdict != Verdict.Allowed || (probe.Access, place) switch
    {
        (Access.Execute, Place.Landing) => true,
        (Access.Read, Place.Data or Place.Landing or Place.Empty) => true,
        (Access.Write, Place.Data or Place.Empty) => true,
        _ => false,
    };

    private void WriteRecords()
    {
        for (int index = 0; index < _probes.Count; index++)
        {
            (Probe probe, Translation translation, _, _) = _probes[index];
            ulong record = Record(index);
            _ram.Write64(new(record), probe.Address.Value);
            _ram.Write64(new(record + 8), _guest.ModeOf(probe));
            _ram.Write64(new(record + 16), (ulong)probe.Access);
            _ram.Write64(new(record + 24), translation.Address.Value);
            _ram.Write64(new(record + 32), Unanswered);
        }
    }

    private Answer AnswerOf(int index)
    {
        ulong record = Record(index);
        return new(_ram.Read64(new(record + 32)), _ram.Read64(new(record + 40)), _ram.Read64(new(record + 48)), _ram.Read64(new(record + 56)));
    }

    private ulong Record(int index) => index < MemoryMap.MostProbes
        ? _guest.RamStart.Value + MemoryMap.Records + ((ulong)index * Guest.RecordBytes)
        : throw new InvalidOperationException("There is no room for so many probes.");
}
