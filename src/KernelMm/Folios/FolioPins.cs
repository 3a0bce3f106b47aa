using KernelMm.Physical;

namespace KernelMm.Folios;

/// <summary>
/// Pins: references for a device, or for whoever else reaches the memory past all page tables. Of a small folio a pin counts as
/// very many references, so that it is known by their number. In Linux: <c>FOLL_PIN</c>, <c>unpin_user_page</c>.
/// </summary>
public static class FolioPins
{
    /// <summary>How many references a pin counts as. In Linux: <c>GUP_PIN_COUNTING_BIAS</c>.</summary>
    public const int GupPinCountingBias = 1024;

    /// <summary>
    /// Pins a folio that somebody has a reference to. Its address space is marked as one that has pins, before. In Linux:
    /// <c>try_grab_folio</c> with <c>FOLL_PIN</c>.
    /// </summary>
    /// <param name="folio">What to pin.</param>
    /// <param name="mm">The address space it was found in.</param>
    public static void Pin(Folio folio, Mm mm)
    {
        mm.Struct.SetFlags(MmFlags.HasPinned);
        folio.AddRefs(GupPinCountingBias);
    }

    /// <summary>Takes a pin back. In Linux: <c>unpin_user_folio</c>.</summary>
    public static void Unpin(Folio folio) => folio.PutRefs(GupPinCountingBias);
}
