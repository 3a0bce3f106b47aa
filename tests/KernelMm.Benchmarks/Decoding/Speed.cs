using System.Diagnostics;
using System.Globalization;
using KernelMm.Contracts;
using KernelMm.PageTables;

namespace KernelMm.Benchmarks.Decoding;

/// <summary>
/// A million page-table entries of each architecture through the tool, as a shell runs it: a process of its own, entries on its
/// standard input, a JSON object for each on its standard output.
/// </summary>
internal sealed class Speed(TextWriter output)
{
    private const int Count = 1_000_000;
    private const double Goal = 2;

    private static string Tool => Path.Combine(AppContext.BaseDirectory, "KernelMm.Cli.dll");

    /// <summary>Measures each architecture, and answers how many of them the tool did not decode.</summary>
    public int Measure()
    {
        int failed = 0;
        Line($"{"architecture",-20} {"goal s",7} {"wall s",7} {"MiB of JSON",12}");
        foreach (IArchitecture architecture in Architectures.All)
        {
            (double wall, long bytes, long lines) = Run(architecture.Layout.Name, Entries(architecture.Layout.EntryBits));
            bool isWhole = lines == Count;
            failed += isWhole ? 0 : 1;
            Line($"{architecture.Layout.Name,-20} {Goal,7:F1} {wall,7:F2} {bytes / 1048576.0,12:F0}  {(!isWhole ? $"{lines} lines" : wall <= Goal ? "met" : "missed")}");
        }

        return failed;
    }

    // Any bits: tables of a living system have fewer kinds of entries.
    private static byte[] Entries(int bits)
    {
        Random random = new(7);
        using MemoryStream text = new();
        using (StreamWriter writer = new(text))
        {
            for (int entry = 0; entry < Count; entry++)
            {
                writer.Write($"{(ulong)random.NextInt64(long.MinValue, long.MaxValue) >> (64 - bits):x}\n");
            }
        }

        return text.ToArray();
    }

    private static (double Seconds, long Bytes, long Lines) Run(string architecture, byte[] entries)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Tool, "decode", "--arch", architecture, "--level", "pte", "--format", "json", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Task feeding = Task.Run(() =>
        {
            using Stream input = process.StandardInput.BaseStream;
            input.Write(entries);
        });
        (long bytes, long lines) = Drain(process.StandardOutput.BaseStream);
        feeding.Wait();
        process.WaitForExit();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, bytes, lines);
    }

    private static (long Bytes, long Lines) Drain(Stream stream)
    {
        byte[] buffer = new byte[1 << 16];
        (long bytes, long lines) = (0, 0);
        while (stream.Read(buffer) is > 0 and int read)
        {
            bytes += read;
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }

        return (bytes, lines);
    }

    private void Line(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
}
