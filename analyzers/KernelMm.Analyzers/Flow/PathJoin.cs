namespace KernelMm.Analyzers.Flow;

/// <summary>
/// How two paths become one. Nothing may be claimed afterwards that was not true on both: a mapping about which they disagree, or
/// to which a place refers on one of them only, is given up.
/// </summary>
internal static class PathJoin
{
    /// <summary>Takes over the wider of both offsets for each pointer. Whether that changed anything.</summary>
    public static bool WidenOffsets(PathState into, PathState other)
    {
        var changed = false;
        for (var i = into.NextLocation(-1); i >= 0; i = into.NextLocation(i))
        {
            var wider = into[i].HullOffset(other[i]);
            if (!ReferenceEquals(wider, into[i]) && wider.Offset != into[i].Offset)
            {
                into[i] = wider;
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>Joins everything. Whether that changed anything.</summary>
    public static bool Merge(PathState into, PathState other)
    {
        var changed = WidenOffsetsWhereSame(into, other);
        for (var i = Math.Max(into.SiteCount, other.SiteCount) - 1; i >= 0; i--)
        {
            var (mine, theirs) = (into.Site(i), other.Site(i));
            if (!mine.SameFate(theirs))
            {
                changed |= GiveUp(into, i);
            }
            else if (mine.Join(theirs) is var joined && !joined.SameShape(mine))
            {
                into.SetSite(i, joined);
                changed = true;
            }
        }

        for (var i = Math.Max(into.MarkCount, other.MarkCount) - 1; i >= 0; i--)
        {
            var (mine, theirs) = (into.Mark(i), other.Mark(i));
            if (mine != theirs && (mine | theirs | Mark.Mixed) != mine)
            {
                into.SetMark(i, mine | theirs | Mark.Mixed);
                changed = true;
            }
        }

        for (var i = 0; i < into.AnswerCount; i++)
        {
            if (into.Answer(i) is not null && into.Answer(i) != other.Answer(i))
            {
                into.SetAnswer(i, null);
                changed = true;
            }
        }

        return changed;
    }

    private static bool WidenOffsetsWhereSame(PathState into, PathState other)
    {
        var changed = false;
        for (var i = Math.Max(into.LocationCount, other.LocationCount) - 1; i >= 0; i--)
        {
            var (mine, theirs) = (into[i], other[i]);
            if (mine.SameShape(theirs))
            {
                var wider = mine.HullOffset(theirs);
                changed |= wider.Offset != mine.Offset;
                into[i] = wider;
                continue;
            }

            changed |= Forget(into, mine) | Forget(into, theirs) | mine.Kind != ValueKind.Unknown;
            into[i] = Value.Unknown;
        }

        return changed;
    }

    private static bool Forget(PathState path, Value value) => value.Kind == ValueKind.Both
        ? Forget(path, value.Parts.Left) | Forget(path, value.Parts.Right)
        : value.IsAboutMapping && GiveUp(path, value.Index);

    private static bool GiveUp(PathState path, int site)
    {
        if (path.Site(site).Status == MappingStatus.GaveUp)
        {
            return false;
        }

        path.SetSite(site, new SiteState { Status = MappingStatus.GaveUp });
        return true;
    }
}
