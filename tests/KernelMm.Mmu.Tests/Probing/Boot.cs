using KernelMm.Mmu.Tests.Emulation;
using KernelMm.Mmu.Tests.Guests;

namespace KernelMm.Mmu.Tests.Probing;

/// <summary>An access that is tried, and how the generated code says that it should end.</summary>
internal readonly record struct Expectation(Probe Probe, Translation Translation, Verdict Verdict, Place Place)
{
    /// <summary>How an access ends where a translation is what it is.</summary>
    public static Verdict VerdictOf(Guest guest, Translation translation, Probe probe) => translation.Result switch
    {
        TranslationResult.NotCanonical => Verdict.NotCanonical,
        TranslationResult.NotMapped => Verdict.NotMapped,
        TranslationResult.TableMissing => Verdict.TableMissing,
        _ => guest.Allows(translation, probe) ? Verdict.Allowed : Verdict.Denied,
    };
}

/// <summary>One run of a guest's program over a list of accesses.</summary>
internal sealed class Boot(Guest guest, GuestRam ram)
{
    private const ulong Unanswered = 0xdead_0000;

    /// <summary>Writes the list that the program reads.</summary>
    public void Prepare(IReadOnlyList<Expectation> expectations)
    {
        for (int index = 0; index < expectations.Count; index++)
        {
            (Probe probe, Translation translation, _, _) = expectations[index];
            ulong record = Record(index);
            ram.Write64(new(record), probe.Address.Value);
            ram.Write64(new(record + 8), guest.ModeOf(probe));
            ram.Write64(new(record + 16), (ulong)probe.Access);
            ram.Write64(new(record + 24), translation.Address.Value);
            ram.Write64(new(record + 32), Unanswered);
        }
    }

    /// <summary>Runs the machine until the program has ended it.</summary>
    public QemuMachine Run()
    {
        QemuMachine machine = new(guest.Emulator, [.. guest.Machine(ram),
            "-m", $"{guest.RamBytes >> 20}", "-object", $"memory-backend-file,id=ram,size={guest.RamBytes},mem-path={ram.Path},share=on"]);
        machine.AwaitStop();
        return machine;
    }

    /// <summary>Compares what became of an access.</summary>
    public void AssertAgrees(int index, Expectation expectation)
    {
        (Probe probe, Translation translation, Verdict verdict, Place place) = expectation;
        Answer answer = AnswerOf(index);
        Assert.True(guest.Agrees(probe, translation, verdict, place, answer),
            $"{guest.Architecture.Layout.Name}: {probe} should be {verdict} in {place} by {translation}; {guest.Emulator.Command} says {answer}.");
    }

    /// <summary>Compares what the monitor says of addresses, where that is of worth.</summary>
    /// <returns>How many were compared.</returns>
    public int AssertMonitorAgrees(QemuMachine machine, IReadOnlyList<(VirtualAddress Address, Translation Translation)> translations)
    {
        int compared = 0;
        IReadOnlyList<ulong?> answers = machine.Translate([.. translations.Select(pair => pair.Address.Value)]);
        for (int index = 0; index < answers.Count; index++)
        {
            (VirtualAddress address, Translation translation) = translations[index];
            if (guest.MonitorAnswers(translation, out ulong? expected))
            {
                Assert.True(expected == answers[index],
                    $"{guest.Architecture.Layout.Name}: {address} is {translation}; the monitor of {guest.Emulator.Command} says 0x{answers[index]:x}.");
                compared++;
            }
        }

        return compared;
    }

    private Answer AnswerOf(int index)
    {
        ulong record = Record(index);
        return new(ram.Read64(new(record + 32)), ram.Read64(new(record + 40)), ram.Read64(new(record + 48)), ram.Read64(new(record + 56)));
    }

    private ulong Record(int index) => index < MemoryMap.MostProbes
        ? guest.RamStart.Value + MemoryMap.Records + ((ulong)index * Guest.RecordBytes)
        : throw new InvalidOperationException("There is no room for so many probes.");
}
