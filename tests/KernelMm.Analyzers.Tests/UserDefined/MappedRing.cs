// A ring of fixed slots in a file that is mapped into memory. Nothing in it has to do with page tables; the attributes are all that the
// analyzers know of it. It is given as text to the sources under test, as somebody else's code would be.
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Threading;
using KernelMm.Contracts;

namespace Rings;

/// <summary>A window on one slot, or none.</summary>
public readonly struct Window
{
    private readonly MemoryMappedViewAccessor? _view;

    internal Window(MemoryMappedViewAccessor view) => _view = view;

    public bool IsNull => _view is null;

    internal MemoryMappedViewAccessor View => _view!;
}

/// <summary>
/// The ring. A slot can be mapped while the file is long enough to hold it, and the file is cut and grown by others at any time: so
/// mapping may fail, and every caller has to say what it does then.
/// </summary>
public sealed class MappedRing(string path, int slotBytes, int slots) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
    private readonly Lock _layout = new();

    /// <summary>Maps a slot; the window is null where the file does not reach so far now.</summary>
    [return: MayFail, ReturnsMapped(MaySleepWhileMapped = true)]
    public Window TryMap(int slot)
    {
        var start = (long)(slot % slots) * slotBytes;
        return start + slotBytes > _file.Length
            ? default
            : new Window(Whole().CreateViewAccessor(start, slotBytes));
    }

    /// <summary>Gives a window back.</summary>
    public void Give([Consumes] Window window) => window.View.Dispose();

    /// <summary>The sum of a slot's bytes.</summary>
    public static int Sum([NeedsMapped] Window window)
    {
        var sum = 0;
        for (var i = 0L; i < window.View.Capacity; i++)
        {
            sum += window.View.ReadByte(i);
        }

        return sum;
    }

    /// <summary>Fills a slot.</summary>
    public static void Fill([NeedsMapped(Writes = true)] Window window, byte with)
    {
        for (var i = 0L; i < window.View.Capacity; i++)
        {
            window.View.Write(i, with);
        }
    }

    /// <summary>Keeps the others from cutting the file until <see cref="Unfreeze"/>.</summary>
    [Acquires("layout")]
    public void Freeze() => _layout.Enter();

    /// <summary>Ends <see cref="Freeze"/>.</summary>
    [Releases("layout")]
    public void Unfreeze() => _layout.Exit();

    /// <summary>Makes the file long enough for all slots.</summary>
    public void Grow() => _file.SetLength((long)slotBytes * slots);

    public void Dispose() => _file.Dispose();

    private MemoryMappedFile Whole() =>
        MemoryMappedFile.CreateFromFile(_file, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
}
