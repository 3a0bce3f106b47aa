using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using KernelMm.Contracts;

namespace KernelMm.Benchmarks;

/// <summary>C's <c>struct memory</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly unsafe struct BaselineMemory(void* origin, ulong start)
{
    private readonly void* _origin = origin;
    private readonly ulong _start = start;
}

/// <summary>The C side: <c>baseline.c</c>, compiled by the machine's gcc when the benchmark starts.</summary>
public sealed unsafe class Baseline
{
    private const string Command = "gcc -O2 -shared -fPIC";

    private readonly delegate* unmanaged<BaselineMemory*, ulong, ulong, ulong, Counts*, int> _walkCallback;
    private readonly delegate* unmanaged<BaselineMemory*, ulong, ulong, ulong, Counts*, int> _walkCallbackBranchFree;
    private readonly delegate* unmanaged<BaselineMemory*, ulong, ulong, ulong, Counts*, int> _walkInlined;
    private readonly delegate* unmanaged<BaselineMemory*, ulong, ulong*, ulong, ulong> _translateAll;

    private Baseline(nint library)
    {
        _walkCallback = (delegate* unmanaged<BaselineMemory*, ulong, ulong, ulong, Counts*, int>)NativeLibrary.GetExport(library, "walk_callback");
        _walkCallbackBranchFree = (delegate* unmanaged<BaselineMemory*, ulong, ulong, ulong, Counts*, int>)NativeLibrary.GetExport(library, "walk_callback_branch_free");
        _walkInlined = (delegate* unmanaged<BaselineMemory*, ulong, ulong, ulong, Counts*, int>)NativeLibrary.GetExport(library, "walk_inlined");
        _translateAll = (delegate* unmanaged<BaselineMemory*, ulong, ulong*, ulong, ulong>)NativeLibrary.GetExport(library, "translate_all");
    }

    /// <summary>The compiled baseline, or null and a sentence that says what is missing.</summary>
    public static Baseline? TryCompile(out string problem)
    {
        string library = Path.Combine(Path.GetTempPath(), $"kernelmm-baseline-{Environment.ProcessId}.so");
        string source = Path.Combine(AppContext.BaseDirectory, "baseline.c");
        try
        {
            problem = Compile(source, library);
            return problem.Length > 0 ? null : new(NativeLibrary.Load(library));
        }
        finally
        {
            // Once loaded it needs no name any more.
            File.Delete(library);
        }
    }

    // One call stands for a million entries, so that the transition to native code needs no thought.
    public Counts WalkCallback(AddressSpace space) => Walk(_walkCallback, space);

    public Counts WalkCallbackBranchFree(AddressSpace space) => Walk(_walkCallbackBranchFree, space);

    public Counts WalkInlined(AddressSpace space) => Walk(_walkInlined, space);

    public ulong TranslateAll(AddressSpace space, ReadOnlySpan<VirtualAddress> addresses)
    {
        BaselineMemory memory = space.Baseline;
        fixed (VirtualAddress* first = addresses)
        {
            return _translateAll(&memory, space.Root.Value, (ulong*)first, (ulong)addresses.Length);
        }
    }

    private static Counts Walk(delegate* unmanaged<BaselineMemory*, ulong, ulong, ulong, Counts*, int> walk, AddressSpace space)
    {
        BaselineMemory memory = space.Baseline;
        Counts counts = default;
        int error = walk(&memory, space.Root.Value, space.Start.Value, space.End.Value, &counts);
        return error == 0 ? counts : throw new InvalidOperationException("The C walk ended early.");
    }

    private static string Compile(string source, string library)
    {
        var start = new ProcessStartInfo("gcc") { RedirectStandardError = true };
        foreach (string argument in Command.Split(' ').Skip(1).Concat([source, "-o", library]))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process gcc = Process.Start(start)!;
            string errors = gcc.StandardError.ReadToEnd();
            gcc.WaitForExit();
            return gcc.ExitCode == 0 ? string.Empty : $"The C baseline is left out, because '{Command}' failed: {errors.Trim()}";
        }
        catch (Win32Exception)
        {
            return "The C baseline is left out, because this machine has no gcc.";
        }
    }
}
