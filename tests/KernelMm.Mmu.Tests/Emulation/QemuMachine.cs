using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace KernelMm.Mmu.Tests.Emulation;

/// <summary>A running QEMU, spoken to through its machine protocol on the standard streams.</summary>
internal sealed class QemuMachine : IDisposable
{
    // Far more than any guest program takes; only a guest that went astray meets it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly Task<string> _complaints;
    private readonly Timer _watchdog;
    private bool _hasStopped;

    public QemuMachine(Emulator emulator, IEnumerable<string> arguments)
    {
        string[] common =
            ["-S", "-nodefaults", "-no-user-config", "-display", "none", "-qmp", "stdio", "-accel", "tcg", "-no-reboot", "-no-shutdown", "-action", "panic=pause"];
        ProcessStartInfo start = new(emulator.Command, common.Concat(arguments))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _complaints = _process.StandardError.ReadToEndAsync();
        _watchdog = new Timer(_ => Send(MonitorCommand("info registers")), null, Patience, Timeout.InfiniteTimeSpan);
        Receive();
        Execute("qmp_capabilities");

        // Only now, as what happened before would not be told.
        Execute("cont");
    }

    /// <summary>Waits until the guest has stopped the machine.</summary>
    public void AwaitStop()
    {
        while (!_hasStopped)
        {
            if (Receive().TryGetProperty("return", out JsonElement registers))
            {
                throw new InvalidOperationException($"The guest program came to no end in {Patience.TotalSeconds} seconds: {registers}");
            }
        }

        _watchdog.Change(Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>What the human monitor answers to a command.</summary>
    public string Monitor(string command)
    {
        Send(MonitorCommand(command));
        return AwaitReturn().GetString()!;
    }

    /// <summary>What <c>gva2gpa</c> says of each address in the machine's present state; null where it is not mapped.</summary>
    public IReadOnlyList<ulong?> Translate(IReadOnlyList<ulong> addresses)
    {
        // Sent by another thread, as the emulator takes no more while its answers are not read.
        Task sending = Task.Run(() =>
        {
            foreach (ulong address in addresses)
            {
                Send(MonitorCommand(string.Create(CultureInfo.InvariantCulture, $"gva2gpa 0x{address:x}")));
            }
        });
        List<ulong?> answers = [.. addresses.Select(_ => Gpa(AwaitReturn().GetString()!))];
        sending.GetAwaiter().GetResult();
        return answers;
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static ulong? Gpa(string answer) => answer.StartsWith("gpa: 0", StringComparison.Ordinal)
        ? ulong.Parse("0" + answer[5..].Replace("0x", "", StringComparison.Ordinal).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : answer.StartsWith("Unmapped", StringComparison.Ordinal) ? null
        : throw new InvalidOperationException($"gva2gpa answered: {answer}");

    private static string MonitorCommand(string command) => JsonSerializer.Serialize(
        new Dictionary<string, object> { ["execute"] = "human-monitor-command", ["arguments"] = new Dictionary<string, string> { ["command-line"] = command } });

    private static bool IsEvent(JsonElement message, string name) => message.TryGetProperty("event", out JsonElement found) && found.GetString() == name;

    private void Execute(string command)
    {
        Send(JsonSerializer.Serialize(new Dictionary<string, string> { ["execute"] = command }));
        AwaitReturn();
    }

    private void Send(string message)
    {
        _process.StandardInput.Write(message + "\n");
        _process.StandardInput.Flush();
    }

    private JsonElement AwaitReturn()
    {
        while (true)
        {
            JsonElement message = Receive();
            if (message.TryGetProperty("return", out JsonElement answer))
            {
                return answer;
            }

            if (message.TryGetProperty("error", out JsonElement error))
            {
                throw new InvalidOperationException($"The emulator refused a command: {error}");
            }
        }
    }

    private JsonElement Receive()
    {
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The emulator ended: {_complaints.Result}");
        JsonElement message = JsonDocument.Parse(line).RootElement;
        _hasStopped |= IsEvent(message, "STOP");
        return message;
    }
}
