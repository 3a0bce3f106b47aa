using System.Globalization;
using KernelMm.Cli.Rendering;
using KernelMm.Contracts;

namespace KernelMm.Cli.Tests;

/// <summary>When the line that says how far long work has come is shown.</summary>
public sealed class ProgressTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public void On_a_terminal_long_work_shows_a_line_and_takes_it_away_again()
    {
        using StringWriter error = new(CultureInfo.InvariantCulture);
        TextWriter shared = TextWriter.Synchronized(error);
        using (Progress progress = new(NewSession(shared, terminal: true)))
        {
            progress.Reached(new VirtualAddress(0x1000));
            SpinWait.SpinUntil(() => shared.ToString()!.Contains("1 leaves, at 0x0000000000001000", StringComparison.Ordinal), Long);
        }

        string shown = error.ToString();
        Assert.Contains("1 leaves, at 0x0000000000001000", shown, StringComparison.Ordinal);
        Assert.EndsWith("\r\u001b[K", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_nothing_is_ever_shown()
    {
        using StringWriter error = new(CultureInfo.InvariantCulture);
        using (Progress progress = new(NewSession(error, terminal: false)))
        {
            progress.Reached(new VirtualAddress(0x1000));
            Thread.Sleep(TimeSpan.FromMilliseconds(800));
        }

        Assert.Empty(error.ToString());
    }

    private static Surroundings NewSession(TextWriter error, bool terminal) =>
        new(Stream.Null, Stream.Null, error, []) { ErrorIsTerminal = terminal };
}
