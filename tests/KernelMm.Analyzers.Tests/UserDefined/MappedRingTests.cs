using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelMm.Analyzers.Tests.UserDefined;

/// <summary>
/// A ring buffer in a memory-mapped file, by attributes alone. The sample compiles and does what it says, each mistake with it gets its
/// rule, and what is right is not accused.
/// </summary>
public sealed class MappedRingTests
{
    private static readonly string Sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "UserDefined", "MappedRing.cs"));

    [Theory]
    [InlineData("var w = ring.TryMap(1); _ = MappedRing.Sum({|KMM0001:w|}); ring.Give(w);")]
    [InlineData("{|KMM0002:ring.TryMap(1)|};")]
    [InlineData("var w = ring.TryMap(1); _ = MappedRing.Sum({|KMM0001:w|}); if ({|KMM0003:w.IsNull|}) return; ring.Give(w);")]
    [InlineData("var w = {|KMM0004:ring.TryMap(1)|}; if (w.IsNull) return; if (MappedRing.Sum(w) == 0) return; ring.Give(w);")]
    [InlineData("var w = ring.TryMap(1); if (w.IsNull) return; ring.Give(w); ring.Give({|KMM0005:w|});")]
    [InlineData("var w = ring.TryMap(1); if (w.IsNull) { ring.Give({|KMM0005:w|}); return; } ring.Give(w);")]
    [InlineData("var w = ring.TryMap(1); if (w.IsNull) return; ring.Give(w); MappedRing.Fill({|KMM0008:w|}, 1);")]
    [InlineData("var a = ring.TryMap(1); if (a.IsNull) return; var b = ring.TryMap(2); if (b.IsNull) { ring.Give(a); return; } {|KMM0009:ring.Give(a)|}; ring.Give(b);")]
    [InlineData("ring.Freeze(); var w = ring.TryMap(1); if (w.IsNull) {|KMM0018:return;|} ring.Give(w); ring.Unfreeze();")]
    [InlineData("var w = ring.TryMap(1); if (w.IsNull) return; {|KMM0020:s_kept|} = w;")]
    [InlineData("var w = {|KMM0025:ring.TryMap(1)|}; if (w.IsNull) return; try { ring.Grow(); } finally { kept.Clear(); } ring.Give(w);")]
    public Task A_mistake_is_reported(string body) => Check(body);

    [Theory]
    [InlineData("var w = ring.TryMap(1); if (w.IsNull) return; MappedRing.Fill(w, 1); ring.Give(w);")]
    [InlineData("Window w; while ((w = ring.TryMap(1)).IsNull) ring.Grow(); ring.Give(w);")]
    [InlineData("var w = ring.TryMap(1); if (!w.IsNull) { try { _ = MappedRing.Sum(w); } finally { ring.Give(w); } }")]
    [InlineData("ring.Freeze(); var w = ring.TryMap(1); if (!w.IsNull) ring.Give(w); ring.Unfreeze();")]
    [InlineData("for (var i = 0; i < 4; i++) { var w = ring.TryMap(i); if (w.IsNull) continue; System.Threading.Thread.Sleep(0); ring.Give(w); }")]
    public Task What_is_right_is_not_accused(string body) => Check(body);

    [Fact]
    public void The_sample_maps_what_the_file_holds_and_nothing_else()
    {
        var compilation = SourceUnderTest.Compile(Sample);
        SourceUnderTest.MustCompile(compilation);
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        var ring = Assembly.Load(image.ToArray()).GetType("Rings.MappedRing")!;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var made = (IDisposable)Activator.CreateInstance(ring, path, 4096, 4)!;
        try
        {
            Assert.True(IsNull(Map(1)));
            ring.GetMethod("Grow")!.Invoke(made, null);
            var window = Map(1);
            Assert.False(IsNull(window));
            ring.GetMethod("Fill")!.Invoke(null, [window, (byte)2]);
            Assert.Equal(8192, ring.GetMethod("Sum")!.Invoke(null, [window]));
            ring.GetMethod("Give")!.Invoke(made, [window]);
        }
        finally
        {
            File.Delete(path);
        }

        object Map(int slot) => ring.GetMethod("TryMap")!.Invoke(made, [slot])!;

        static bool IsNull(object window) => (bool)window.GetType().GetProperty("IsNull")!.GetValue(window)!;
    }

    private static async Task Check(string body)
    {
        var markup = Markup.Parse($$"""
            using Rings;

            internal static class C
            {
                private static Window s_kept;

                internal static void M(MappedRing ring, List<Window> kept)
                {
                    {{body}}
                }
            }
            """, null);
        var compilation = SourceUnderTest.Compile(markup.Source).AddSyntaxTrees(CSharpSyntaxTree.ParseText(Sample, SourceUnderTest.Options));
        SourceUnderTest.MustCompile(compilation);
        Assert.Equal(
            markup.Expected.Select(e => (e.Id, e.Span)).OrderBy(e => e.Span.Start),
            (await SourceUnderTest.Analyze(compilation)).Select(d => (d.Id, d.Location.SourceSpan)).OrderBy(d => d.SourceSpan.Start));
    }
}
