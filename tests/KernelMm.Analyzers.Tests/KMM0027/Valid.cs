namespace KernelMm.Analyzers.Tests.KMM0027;

public sealed class Valid
{
    [Fact]
    public async Task A_list_with_every_sentence() => Assert.Empty(await SourceUnderTest.Analyze(
        SourceUnderTest.Compile("""
            internal sealed class Ring
            {
                public object? TryMap(int index, out object key) { key = new(); return null; }

                public bool Is(object value) => true;

                public void Give(object @method) { }

                public object Held { get; } = new();

                public object? Kept;
            }
            """),
        ("MappingContracts.Ring.txt", """
            # What a ring says.

            M:Ring.TryMap(System.Int32,System.Object@)
            [return: MayFail, ReturnsMapped(MaySleepWhileMapped = true)]
            [method: MaySleep, Acquires("ring"), Releases("other"), NeedsHeld("third"), Pure, RetriesWhenNull]
            [key: MappingLock(Held = true)]
              M:Ring.Is(System.Object)
            [method: Validates(OnlyIfNotNone = true), HoldsFor(None | Huge), ReadsSlot(NeedsLock = false), DetachStep(FreeByRcu)]
            [value: NotNullWhen(true), LiveSlot(Writes = true), NeedsMapped(Writes = true), DoesNotReturnIf(false)]
            M:Ring.Give(System.Object)
            [@method: Consumes(AllowsNull = true)]
            P:Ring.Held
            [value: ReturnsMapped, Consumes]
            F:Ring.Kept
            [value: ReturnsMapped, MayExceedTable]
            """)));

    [Fact]
    public async Task A_file_of_another_name_is_no_list() => Assert.Empty(await SourceUnderTest.Analyze(
        SourceUnderTest.Compile("internal static class C;"), ("BannedSymbols.txt", "M:Nothing")));
}
