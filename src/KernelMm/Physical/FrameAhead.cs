using System.Runtime.CompilerServices;

namespace KernelMm.Physical;

/// <summary>
/// A frame that a task will soon be handed, of which it has some lines come into the caches whenever it passes by here: on the way from
/// one page to the next there is time enough for all of them, while a processor that asks for a whole page at once waits for it.
/// Nothing but time depends on it.
/// </summary>
internal unsafe struct FrameAhead
{
    // Less than the lines that a processor asks memory for at a time, of which others want some too: of 13 at once, faults are slower by a
    // tenth. Seven times as many are a page and six lines of the next one, at which the processor's own look ahead begins.
    private const int BytesAtOnce = 10 * HostCaches.LineBytes;

    private byte* _line;
    private int _left;

    /// <summary>Goes on with another frame, from its beginning.</summary>
    public void Begin(byte* frame)
    {
        _line = frame;
        _left = (int)PageSize.Value;
        Prefetch();
    }

    /// <summary>Has some more lines come, if not all of them are under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch()
    {
        if (_left > 0)
        {
            HostCaches.Prefetch(_line, BytesAtOnce);
            _line += BytesAtOnce;
            _left -= BytesAtOnce;
        }
    }
}
