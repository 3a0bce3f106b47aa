using Microsoft.CodeAnalysis;

namespace KernelMm.Analyzers.Flow;

/// <summary>Which answers to a map that failed come back for ever.</summary>
internal sealed partial class Evaluator
{
    private const int Retry = 2;
    private const int HugeStates = Mark.HugeState | Mark.DevmapState | Mark.MigrationState;

    /// <summary>The answer "try this address once more" to the caller: whoever takes huge pages here has to take what else is huge.</summary>
    private void SayRetryAbove(MappingSite failed, IOperation answer)
    {
        if (findings is not null && failed.SlotPlace >= 0
            && LeftToCaller(path.Mark(method.Facts.OfSlot(FactKind.Whole, failed.SlotPlace).Number)) is var left and not 0)
        {
            findings.Add(Found(FindingKind.RetryNeverLeaves, failed.Index, answer, Use.PassedOn) with { Outcome = left });
        }
    }

    // A caller may take a state that nobody asks for here; that huge pages are asked for says that it does not.
    private static int LeftToCaller(int mark) =>
        (mark & (Mark.Narrowed | Mark.Mixed)) == Mark.Narrowed && (mark & Mark.HugeState) != 0 ? ~mark & HugeStates : 0;

    private static int LeftToWalker(int mark) => (mark & (Mark.Narrowed | Mark.Mixed)) == Mark.Narrowed ? ~mark & HugeStates : 0;

    /// <summary>A map is made: whoever writes an answer to its null has to know which of them would come back for ever.</summary>
    private void NoteSpins(MappingSite made)
    {
        if (findings is null || made.SlotPlace < 0)
        {
            return;
        }

        var mark = path.Mark(method.Facts.OfSlot(FactKind.Whole, made.SlotPlace).Number);
        made.SpinsInWalker |= LeftToWalker(mark) != 0;
        made.SpinsInCaller |= LeftToCaller(mark) != 0;
        made.SpinsHere |= (mark & Mark.Mixed) == 0 && (~mark & (HugeStates | Mark.NoneState)) != 0;
    }
}
