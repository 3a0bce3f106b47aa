using System.Runtime.InteropServices;

namespace KernelMm.Physical;

/// <summary>
/// Huge pages of the host below large physical memory. A kernel's own view of memory is mapped by huge pages too; without them each
/// page that is zeroed or copied here costs the host's MMU a walk, through two sets of tables where the host is a guest itself.
/// </summary>
internal static unsafe partial class HostHugePages
{
    private const int MadvHugepage = 14;

    /// <summary>What a huge page of the host has: memory is aligned to it.</summary>
    public static readonly ByteCount Size = new(2UL << 20);

    /// <summary>Whether a machine with so much memory gets them: a small one would pay for zeroing what it never touches.</summary>
    public static bool AreWorthwhile(ByteCount memory) => memory >= new ByteCount(64UL << 20);

    /// <summary>Asks for them. A host that has none, or is no Linux, does as it likes.</summary>
    /// <param name="first">The first byte, aligned to <see cref="Size"/>.</param>
    /// <param name="size">How much.</param>
    public static void Ask(void* first, ByteCount size)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Madvise(first, (nuint)size.Value, MadvHugepage);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Madvise(void* first, nuint size, int advice);
}
