namespace KernelMm.Analyzers.Tests;

/// <summary>
/// An API that has nothing to do with page tables gets the same protection by putting the attributes on it: a ring buffer whose
/// <c>TryMap</c> may fail. Nothing in it has a name of the mapping family.
/// </summary>
public sealed class UserDefinedApiTests
{
    private const string Ring = """
        internal sealed class Slot(int index)
        {
            public int Index { get; } = index;
        }

        internal interface IRing
        {
            [return: MayFail, ReturnsMapped]
            Slot? TryMap(int index);

            void Give([Consumes] Slot slot);
        }

        internal sealed class Ring : IRing
        {
            public Slot? TryMap(int index) => null;

            public void Give(Slot slot) { }
        }

        internal class Pool
        {
            [return: MayFail, ReturnsMapped]
            public virtual Slot? Borrow() => null;

            public virtual void Return([Consumes] Slot slot) { }
        }

        internal sealed class SmallPool : Pool
        {
            public override Slot? Borrow() => new(1);

            public override void Return(Slot slot) { }
        }

        internal sealed class Lease : IDisposable
        {
            [return: MayFail, ReturnsMapped]
            public static Lease? TryTake() => null;

            public int Length => 0;

            public void Dispose() { }
        }

        """;

    [Fact]
    public Task Used_untested_through_the_class_that_implements_the_annotated_interface() => Verify.Diagnostics(Ring + """
        internal static class C
        {
            internal static int M(Ring ring)
            {
                var slot = ring.TryMap(1)!;
                var index = {|KMM0001:slot|}.Index;
                ring.Give(slot);
                return index;
            }
        }
        """);

    [Fact]
    public Task Discarded_leaked_and_used_after_release_through_the_interface() => Verify.Diagnostics(Ring + """
        internal static class C
        {
            internal static void Discarded(IRing ring) => {|KMM0002:ring.TryMap(1)|};

            internal static int Leaked(IRing ring)
            {
                if ({|KMM0004:ring.TryMap(1)|} is not { } slot) return 0;
                if (slot.Index == 3) return 1;
                ring.Give(slot);
                return 2;
            }

            internal static int UsedAfterRelease(IRing ring)
            {
                var slot = ring.TryMap(1);
                if (slot is null) return 0;
                ring.Give(slot);
                return {|KMM0008:slot|}.Index;
            }
        }
        """);

    [Fact]
    public Task An_override_keeps_the_contract_of_what_it_overrides() => Verify.Diagnostics(Ring + """
        internal static class C
        {
            internal static void M(SmallPool pool)
            {
                var slot = pool.Borrow()!;
                pool.Return({|KMM0001:slot|});
            }
        }
        """);

    [Theory]
    [InlineData("var slot = ring.TryMap(1); if (slot == null) return; ring.Give(slot);")]
    [InlineData("if (ring.TryMap(1) is { } slot) ring.Give(slot);")]
    [InlineData("if (ring.TryMap(1) is not Slot slot) return; ring.Give(slot);")]
    [InlineData("var slot = ring.TryMap(1) ?? throw new InvalidOperationException(); ring.Give(slot);")]
    [InlineData("var slot = ring.TryMap(1); if (slot?.Index == 3) Note(\"three\"); if (slot != null) ring.Give(slot);")]
    [InlineData("switch (ring.TryMap(1)) { case null: return; case var slot: ring.Give(slot); break; }")]
    public Task Every_way_to_ask_a_reference_is_a_test(string body) => Verify.Silent(Ring + $$"""
        internal static class C
        {
            internal static void M(IRing ring)
            {
                {{body}}
            }
        }
        """);

    [Fact]
    public Task A_using_statement_releases_and_minds_no_null() => Verify.Diagnostics(Ring + """
        internal static class C
        {
            internal static int Released()
            {
                using var lease = Lease.TryTake();
                if (lease is null) return 0;
                return lease.Length;
            }

            internal static int NotReleased()
            {
                var lease = {|KMM0004:Lease.TryTake()|};
                if (lease is null) return 0;
                return lease.Length;
            }
        }
        """);

    [Fact]
    public async Task The_fixes_find_the_release_by_its_contract() => await VerifyFix.Becomes(Ring + """
        internal static class C
        {
            internal static int M(IRing ring)
            {
                var slot = ring.TryMap(1);
                if (slot is null) return 0;
                return 1;
            }
        }
        """, Ring + """
        internal static class C
        {
            internal static int M(IRing ring)
            {
                var slot = ring.TryMap(1);
                if (slot is null) return 0;
                ring.Give(slot);
                return 1;
            }
        }
        """);
}
