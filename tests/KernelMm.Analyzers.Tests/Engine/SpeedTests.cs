using System.Globalization;
using System.Text;

namespace KernelMm.Analyzers.Tests.Engine;

/// <summary>The work grows with the method and not with its paths. Counted in steps and bytes, not in seconds: a busy machine must not fail a test.</summary>
public sealed class SpeedTests
{
    [Theory]
    [InlineData("if (!pte{0}) return; _ = PtepGet(mm, pte{0}); PteUnmap(mm, pte{0});")]
    [InlineData("if (pte{0}) {{ _ = PtepGet(mm, pte{0}); PteUnmap(mm, pte{0}); }}")]
    [InlineData("if (pte{0}) {{ if (PtepGet(mm, pte{0}).IsNone) Note(\"none\"); else Note(\"some\"); PteUnmap(mm, pte{0}); }}")]
    [InlineData("bool mapped{0} = !pte{0}.IsNull; Note(\"between\"); if (mapped{0}) PteUnmap(mm, pte{0});")]
    public void Ten_times_the_maps_are_about_ten_times_the_steps(string use)
    {
        var few = EngineProbe.Analyze(Verify.Method(Maps(20, use)));
        var many = EngineProbe.Analyze(Verify.Method(Maps(200, use)));
        Assert.Empty(few);
        Assert.Empty(many);
        Assert.InRange(many.Steps, 1, 15 * few.Steps);
    }

    [Theory]
    [InlineData("if (!pte{0}) return; _ = PtepGet(mm, pte{0}); PteUnmap(mm, pte{0});")]
    [InlineData("if (pte{0}) {{ if (PtepGet(mm, pte{0}).IsNone) Note(\"none\"); else Note(\"some\"); PteUnmap(mm, pte{0}); }}")]
    [InlineData("var n{0} = addr.Value == {0}; if (n{0}) Note(\"a\"); if (pte{0}) PteUnmap(mm, pte{0}); if (n{0}) Note(\"b\");")]
    public void Ten_times_the_maps_are_about_ten_times_the_bytes(string use)
    {
        // The first run of all also allocates what is made once.
        _ = Bytes(Maps(20, use));
        Assert.InRange(Bytes(Maps(200, use)), 1, 15 * Bytes(Maps(20, use)));
    }

    private static long Bytes(string body)
    {
        var flow = EngineProbe.Prepare(Verify.Method(body));
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = KernelMm.Analyzers.Flow.Engine.Analyze(flow);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Maps(int count, string use)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"var pte{i} = PteOffsetMap(mm, pmd, addr); ");
            text.AppendFormat(CultureInfo.InvariantCulture, use, i).Append('\n');
        }

        return text.ToString();
    }
}
