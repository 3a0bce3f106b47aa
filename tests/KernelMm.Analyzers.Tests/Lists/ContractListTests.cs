using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KernelMm.Analyzers.Tests.Lists;

/// <summary>What a list says of code that cannot be annotated counts like what attributes say.</summary>
public sealed class ContractListTests
{
    private const string Vendor = """
        namespace Vendor;

        public sealed class Slot
        {
            public int Index => 0;
        }

        public interface IRing
        {
            Slot? TryMap(int index);

            void Give(Slot slot);
        }

        public class Pool
        {
            public virtual Slot? Borrow() => null;

            public virtual void Return(Slot slot) { }
        }

        public sealed class SmallPool : Pool
        {
            public override Slot? Borrow() => null;

            public override void Return(Slot slot) { }
        }
        """;

    private const string List = """
        M:Vendor.IRing.TryMap(System.Int32)
        [return: MayFail, ReturnsMapped]
        M:Vendor.IRing.Give(Vendor.Slot)
        [slot: Consumes]
        M:Vendor.Pool.Borrow
        [return: MayFail, ReturnsMapped]
        M:Vendor.Pool.Return(Vendor.Slot)
        [slot: Consumes(AllowsNull = true)]
        """;

    private const string Uses = """
        using Vendor;

        internal sealed class Ring : IRing
        {
            public Slot? TryMap(int index) => null;

            public void Give(Slot slot) { }
        }

        internal static class C
        {
            internal static int Untested(IRing ring)
            {
                var slot = ring.TryMap(1)!;
                var index = {|KMM0001:slot|}.Index;
                ring.Give(slot);
                return index;
            }

            internal static void Leaked(Ring ring)
            {
                if ({|KMM0004:ring.TryMap(1)|} is not { } slot) return;
                if (slot.Index == 3) return;
                ring.Give(slot);
            }

            internal static void Overridden(SmallPool pool)
            {
                var slot = pool.Borrow();
                pool.Return(slot!);
                if (slot is not null) pool.Return({|KMM0005:slot|});
            }

            internal static void Right(Pool pool)
            {
                var slot = pool.Borrow();
                pool.Return(slot!);
            }
        }
        """;

    [Fact]
    public async Task Of_source_of_the_same_project() => await Check(Markup.Parse(Uses, null), Vendor, reference: null, knowsVocabulary: true);

    [Fact]
    public async Task Of_a_referenced_assembly() => await Check(Markup.Parse(Uses, null), null, Library(), knowsVocabulary: true);

    [Fact]
    public async Task In_a_project_that_does_not_know_the_vocabulary() =>
        await Check(Markup.Parse(Uses, null), null, Library(), knowsVocabulary: false);

    [Fact]
    public async Task Added_to_what_attributes_say() => Assert.Equal(
        ["KMM0001"],
        (await SourceUnderTest.Analyze(
            SourceUnderTest.Compile("""
                internal static class C
                {
                    [return: ReturnsMapped]
                    internal static PtePtr Map(Mm mm) => default;

                    internal static void M(Mm mm)
                    {
                        var pte = Map(mm);
                        PteUnmap(mm, pte);
                    }
                }
                """),
            ("MappingContracts.txt", "M:C.Map(KernelMm.Family.Mm)\n[return: MayFail]"))).Select(d => d.Id));

    [Fact]
    public async Task Of_resources_too() => Assert.Equal(
        ["KMM0018"],
        (await SourceUnderTest.Analyze(
            SourceUnderTest.Compile("""
                internal static class C
                {
                    internal static void Enter() { }

                    internal static void Leave() { }

                    internal static void M(Mm mm, PmdPtr pmd, VirtualAddress addr)
                    {
                        Enter();
                        var pte = PteOffsetMap(mm, pmd, addr);
                        if (!pte) return;
                        PteUnmap(mm, pte);
                        Leave();
                    }
                }
                """),
            ("MappingContracts.a.txt", "M:C.Enter\n[method: Acquires(\"mode\")]"),
            ("MappingContracts.b.txt", "M:C.Leave\n[method: Releases(\"mode\")]"))).Select(d => d.Id));

    private static async Task Check(Markup markup, string? beside, MetadataReference? reference, bool knowsVocabulary)
    {
        var references = SourceUnderTest.References.Where(r => knowsVocabulary || r.Display?.Contains("KernelMm.", StringComparison.Ordinal) != true);
        var compilation = CSharpCompilation.Create(
            "UnderTest",
            new[] { beside, markup.Source }.OfType<string>().Select(s => CSharpSyntaxTree.ParseText(s, SourceUnderTest.Options)),
            reference is null ? references : references.Append(reference),
            SourceUnderTest.CompilationOptions);
        SourceUnderTest.MustCompile(compilation);
        var found = await SourceUnderTest.Analyze(compilation, ("MappingContracts.txt", List));
        Assert.Equal(
            markup.Expected.OrderBy(e => e.Span.Start).Select(e => (e.Id, e.Span)),
            found.OrderBy(d => d.Location.SourceSpan.Start).Select(d => (d.Id, d.Location.SourceSpan)));
    }

    private static PortableExecutableReference Library()
    {
        var compilation = CSharpCompilation.Create(
            "Vendor",
            [CSharpSyntaxTree.ParseText(Vendor, SourceUnderTest.Options)],
            SourceUnderTest.References,
            SourceUnderTest.CompilationOptions);
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
