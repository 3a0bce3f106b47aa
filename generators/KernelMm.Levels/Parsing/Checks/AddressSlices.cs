using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing.Reading;

namespace KernelMm.Levels.Parsing.Checks;

/// <summary>Slices take different bits of the entry and of the address, and none beyond the widest address.</summary>
internal static class AddressSlices
{
    public static bool Check(Reporter reporter, IEnumerable<Slice> others, Slice slice, LevelFileSpan span, int physicalBits)
    {
        if (slice.AtHigh >= physicalBits)
        {
            reporter.Report(
                LevelDiagnostics.BitsDoNotAddUp,
                span,
                $"Bits {slice.High}:{slice.Low} at bit {slice.At}",
                slice.AtHigh + 1,
                $"`physical_address_bits` is {physicalBits}",
                "change one of the two");
            return false;
        }

        foreach (Slice other in others)
        {
            if ((other.Mask & slice.Mask) is ulong common and not 0)
            {
                reporter.Report(LevelDiagnostics.Overlap, span, "This slice", "an earlier one", BitRange.Print(common), string.Empty);
                return false;
            }

            if ((Bits.Mask(other.AtHigh, other.At) & Bits.Mask(slice.AtHigh, slice.At)) is ulong target and not 0)
            {
                reporter.Report(LevelDiagnostics.Overlap, span, "This slice", "an earlier one", BitRange.Print(target) + " of the address", string.Empty);
                return false;
            }
        }

        return true;
    }
}
