using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace KernelMm.Benchmarks.AddressSpaces;

/// <summary>The machine's own kernel, asked by <c>kernel.c</c>, which gcc compiles when the benchmark starts.</summary>
internal sealed class KernelRun : IDisposable
{
    private readonly string _program;

    private KernelRun(string program) => _program = program;

    /// <summary>The compiled program, or null and a sentence that says what is missing.</summary>
    public static KernelRun? TryCompile(out string problem)
    {
        string program = Path.Combine(Path.GetTempPath(), $"kernelmm-kernel-{Environment.ProcessId}");
        try
        {
            (int code, _, string errors) = Execute("gcc", "-O2", "-pthread", "-o", program, Path.Combine(AppContext.BaseDirectory, "AddressSpaces", "kernel.c"));
            problem = code == 0 ? string.Empty : $"The kernel's side is left out, because gcc failed: {errors.Trim()}";
            return code == 0 ? new KernelRun(program) : null;
        }
        catch (Win32Exception)
        {
            problem = "The kernel's side is left out, because this machine has no gcc.";
            return null;
        }
    }

    /// <summary>Nanoseconds for each page.</summary>
    public double Measure(Operation operation, int threads, ulong pages)
    {
        (int code, string output, string errors) = Execute(
            _program, operation.Name, threads.ToString(CultureInfo.InvariantCulture), pages.ToString(CultureInfo.InvariantCulture));
        return code == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The kernel's side ended with {code}: {errors.Trim()}");
    }

    /// <summary>The kernel and what it runs under, as far as it says.</summary>
    public static string Describe()
    {
        string release = File.Exists("/proc/sys/kernel/osrelease") ? File.ReadAllText("/proc/sys/kernel/osrelease").Trim() : "unknown";
        return $"Linux {release}, {Hypervisor()}";
    }

    public void Dispose() => File.Delete(_program);

    private static string Hypervisor()
    {
        if (!File.Exists("/proc/cpuinfo") || !File.ReadLines("/proc/cpuinfo").Any(l => l.StartsWith("flags", StringComparison.Ordinal) && l.Contains(" hypervisor", StringComparison.Ordinal)))
        {
            return "no hypervisor seen";
        }

        string? name = FirstLine("/sys/hypervisor/type") ?? FirstLine("/sys/class/dmi/id/sys_vendor") ?? Detected();
        return $"under a hypervisor ({name ?? "unnamed"}): its nested paging makes each of the kernel's first touches dearer";
    }

    private static string? FirstLine(string file) => File.Exists(file) ? File.ReadLines(file).FirstOrDefault() : null;

    private static string? Detected()
    {
        try
        {
            (_, string output, _) = Execute("systemd-detect-virt", "--vm");
            return output.Trim() is { Length: > 0 } name and not "none" ? name : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static (int Code, string Output, string Errors) Execute(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
