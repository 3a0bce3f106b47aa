using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing;

namespace KernelMm.Levels.Tests;

public class ModelTests
{
    private static readonly Architecture Toy = Parse(Sample.Name, Sample.Text);

    [Fact]
    public void Equal_files_make_equal_models() => Assert.Equal(Toy, Parse(Sample.Name, Sample.Text));

    [Theory]
    [InlineData("# a comment\n")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    public void What_does_not_count_in_YAML_does_not_count_here(string prefix) => Assert.Equal(Toy, Parse(Sample.Name, prefix + Sample.Text));

    [Fact]
    public void Line_ends_of_Windows_change_nothing() => Assert.Equal(Toy, Parse(Sample.Name, Sample.Text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public void The_order_of_sections_changes_nothing()
    {
        const string Levels = "address:\n  slices: [{ entry: \"47:19\", at: 11 }]\n  inverted: { levels: [pte], when: { not: valid } }\n";

        Assert.Equal(Toy, Parse(Sample.Name, Levels + Sample.With(Levels, string.Empty)));
    }

    [Fact]
    public void Another_text_makes_another_model() =>
        Assert.NotEqual(Toy, Parse(Sample.Name, Sample.With("doc: writable", "doc: can be written")));

    [Fact]
    public void The_namespace_comes_from_the_name_where_the_file_does_not_say()
    {
        string text = Sample.With("namespace: Toy\n", string.Empty);

        Assert.Equal("Toy", Parse("toy", text).Namespace);
        Assert.Equal("X64La57", Parse("x64-la57", text).Namespace);
        Assert.Equal("Arm644KVa48", Parse("arm64-4k-va48", text).Namespace);
    }

    [Fact]
    public void The_file_s_head_is_taken_over()
    {
        Assert.Equal(("toy", "Toy", "a toy", "nobody's manual"), (Toy.Name, Toy.Namespace, Toy.Description, Toy.Source));
        Assert.Equal((11, 64, 40), (Toy.PageShift, Toy.EntryBits, Toy.PhysicalAddressBits));
        Assert.Equal(new VirtualAddressRule(38, AddressExtension.Zero), Toy.Address);
        Assert.Equal(new Root("TBR", null, EquatableArray.Of(new Slice(39, 11, 11)), 7, "TCR.3:2=2"), Toy.Root);
        Assert.Equal(EquatableArray.Of(new Parameter("hardened", 1, true, "a switch"), new Parameter("width", 3, false, "a number")), Toy.Parameters);
        Assert.Equal([(0x3UL, 0x3UL), (0x3UL, 0x3UL), (0UL, 0UL)], Toy.Levels.Select(level => (level.TableEntry, level.KernelTableEntry)));
        Assert.Equal(EquatableArray.Of(new Protection("page_rw", 0x3), new Protection("page_ro", 0x1)), Toy.Protections);
        Assert.False(Toy.AlignedLeaves);
    }

    [Fact]
    public void A_root_may_hold_the_address_at_other_bits() =>
        Assert.Equal([new Slice(43, 0, 12)], Parse("riscv-sv39", LevelFiles.Read("riscv-sv39")).Root.Address);

    [Fact]
    public void Or_in_several_places() =>
        Assert.Equal([new Slice(47, 6, 6), new Slice(5, 2, 48)], Parse("arm64-64k-va52", LevelFiles.Read("arm64-64k-va52")).Root.Address);

    [Fact]
    public void Levels_have_their_names_manual_names_and_leaves()
    {
        Assert.Equal(["Pgd P4d Pud", "Pmd", "Pte"], Toy.Levels.Select(level => string.Join(" ", level.Names)));
        Assert.Equal(["L1", "PMD", "PTE"], Toy.Levels.Select(level => level.ManualName));
        Assert.Equal([LeafSupport.None, LeafSupport.Hardware, LeafSupport.Linux], Toy.Levels.Select(level => level.Leaf));
        Assert.Equal([29, 20, 11], Toy.Levels.Select(level => level.Shift));
        Assert.Equal([false, false, true], Toy.Levels.Select(level => level.HoldsSwap));
    }

    [Fact]
    public void Fields_stand_where_they_are_declared_lowest_bit_first()
    {
        Assert.Equal(["valid", "write", "dirty", "clean", "block", "kind"], Toy.Levels[1].Fields.Select(field => field.Name));
        Assert.Equal(["valid", "write", "dirty", "clean", "kind"], Toy.Levels[2].Fields.Select(field => field.Name));
        Assert.Equal(
            new Field("valid", 0, 0, "V", "_PAGE_VALID", FieldClasses.Table | FieldClasses.Leaf, false, null, "valid"), Toy.Levels[0].Fields[0]);
        Assert.Equal(new Field("kind", 6, 4, null, null, FieldClasses.Leaf, true, null, "a memory type"), Toy.Levels[2].Fields[4]);
    }

    [Fact]
    public void Upper_levels_get_leaf_and_bad_which_are_never_true_unless_the_file_says_otherwise()
    {
        Assert.Equal(
            [new Predicate("none", Zero), new("present", new AnySetTest(1)), new("leaf", new AnySetTest(8)), new("bad", new ConstantTest(false))],
            Toy.Levels[1].Predicates);
        Assert.Equal(["none", "present", "write", "special", "young"], Toy.Levels[2].Predicates.Select(predicate => predicate.Name));
    }

    [Fact]
    public void Tests_become_masks()
    {
        Assert.Equal(new AllTest(EquatableArray.Of<Test>(new AnySetTest(2), new ParameterTest("hardened"))), Toy.Levels[2].Predicates[2].Test);
        Assert.Equal(new EqualsTest(0x70, 0x50), Toy.Levels[2].Predicates[3].Test);
        Assert.Equal(
            new AnyTest(EquatableArray.Of<Test>(new AnySetTest(0x30), new EqualsTest(0x30, 0x10), new ConstantTest(false))),
            Toy.Levels[2].Predicates[4].Test);
    }

    [Fact]
    public void Steps_become_masks()
    {
        Assert.Equal(
            EquatableArray.Of<TransitionStep>(new SetStep(2), new MoveStep(4, 2, new NotTest(new AnySetTest(1)))), Toy.Levels[1].Transitions[0].Steps);
        Assert.Equal(
            EquatableArray.Of<TransitionStep>(new ClearStep(0x74), new SetStep(0x100), new ClearStep(0x100)), Toy.Levels[2].Transitions[1].Steps);
    }

    [Fact]
    public void Addresses_are_cut_to_what_a_level_can_hold()
    {
        Assert.Equal([new Slice(47, 19, 11)], Toy.Levels[0].TableAddress);
        Assert.Equal([], Toy.Levels[2].TableAddress);
        Assert.Equal([new Slice(47, 28, 20)], Toy.Levels[1].LeafAddress);
        Assert.Equal([new Slice(47, 19, 11)], Toy.Levels[2].LeafAddress);
        Assert.Null(Toy.Levels[1].InvertedWhen);
        Assert.Equal(new NotTest(new AnySetTest(1)), Toy.Levels[2].InvertedWhen);
    }

    [Fact]
    public void A_slice_that_a_leaf_has_no_use_for_is_left_out()
    {
        Architecture architecture = Parse("toy", Sample.With("entry: \"47:19\", at: 11 }", "entry: \"47:28\", at: 20 }, { entry: \"57:49\", at: 11 }"));

        Assert.Equal([new Slice(47, 28, 20)], architecture.Levels[1].LeafAddress);
        Assert.Equal([new Slice(47, 28, 20), new Slice(57, 49, 11)], architecture.Levels[2].LeafAddress);
    }

    [Fact]
    public void Hardware_asks_the_fields_of_each_level()
    {
        HardwareEntry pte = Toy.Levels[2].Hardware;

        Assert.Equal(new AnySetTest(1), pte.Valid);
        Assert.Equal([new ConstantTest(false), new AnySetTest(8), new ConstantTest(true)], Toy.Levels.Select(level => level.Hardware.Leaf));
        Assert.Equal(
            new AnyTest(EquatableArray.Of<Test>(
                new EqualsTest(0x70, 0x70), new AllTest(EquatableArray.Of<Test>(new AnySetTest(1), new NotTest(new AnySetTest(2)))))),
            pte.Fault);
        Assert.Equal(new Rights(null, null, null, null, null), Toy.Levels[0].Hardware.LeafRights);
        Assert.Equal(new Rights(null, new AnySetTest(2), new ConstantTest(true), null, null), pte.LeafRights);
    }

    [Fact]
    public void Using_an_entry_marks_it_as_the_file_says()
    {
        Assert.Equal(MarkedBy.Either, Toy.MarkedBy);
        Assert.Equal(EntryMarks.None, Toy.Levels[0].Hardware.Marks);
        Assert.Equal([new SetStep(4)], Toy.Levels[1].Hardware.Marks.Table);
        Assert.Equal(
            new EntryMarks(
                EquatableArray.Of<TransitionStep>(), EquatableArray.Of<TransitionStep>(new SetStep(0x70)), EquatableArray.Of<TransitionStep>(new SetStep(4, new AnySetTest(2)))),
            Toy.Levels[2].Hardware.Marks);
    }

    [Fact]
    public void What_a_mapping_allows_chooses_a_protection()
    {
        Assert.Equal(
            ["page_ro", "page_ro", "page_ro", "page_ro", "page_ro", "page_ro", "page_ro", "page_ro", "page_ro", "page_ro", "page_rw", "page_rw", "page_ro", "page_ro", "page_rw", "page_rw"],
            Toy.ProtectionMap.Select(protection => protection.Name));
        Assert.Equal([1UL, 3UL], Toy.ProtectionMap.Select(protection => protection.Value).Distinct());
    }

    [Fact]
    public void What_a_mapping_allows_lets_faults_be_handled()
    {
        Assert.Equal(new UserFaults(Read: 3, Write: 2, Execute: 4, DenialIsFinal: true), Toy.UserFaults);
        Assert.Null(Parse("toy", Sample.Text.Replace("user_faults: {", "# {", StringComparison.Ordinal)).UserFaults);
    }

    [Fact]
    public void Execute_means_user_and_kernel_both()
    {
        Rights rights = Parse("x64", LevelFiles.Read("x64")).Levels[1].Hardware.TableRights;

        Assert.Equal(new NotTest(new AnySetTest(1UL << 63)), rights.UserExecute);
        Assert.Equal(rights.UserExecute, rights.KernelExecute);
    }

    [Fact]
    public void A_swap_entry_has_type_offset_flags_types_and_markers() => Assert.Equal(
        new SwapLayout(
            5,
            1,
            47,
            8,
            OffsetInverted: false,
            40,
            EquatableArray.Of(new SwapBit("exclusive", 6)),
            29,
            EquatableArray.Of(
                new SwapTypeGroup(EquatableArray.Of("hwpoison"), "hardened", SwapContent.Pfn),
                new SwapTypeGroup(EquatableArray.Of("pte_marker"), null, SwapContent.Marker)),
            EquatableArray.Of(new SwapBit("uffd_wp", 0))),
        Toy.Swap);

    [Fact]
    public void Two_halves_have_the_full_width_each_and_a_root_each()
    {
        Architecture halves = Parse("toy", Sample.With("rule: zero_extend", "rule: two_halves").Replace("register: TBR", "register: TBR, upper_register: UBR", StringComparison.Ordinal));

        Assert.Equal(("TBR", "UBR"), (halves.Root.Register, halves.Root.UpperRegister));
        Assert.Equal((true, 0x3f_ffff_ffffUL), (halves.Address.HasUpperHalf, halves.Address.LowerLast));
        Assert.Equal((false, 0x3f_ffff_ffffUL), (Toy.Address.HasUpperHalf, Toy.Address.LowerLast));
        Assert.Equal((true, 0x1f_ffff_ffffUL), new VirtualAddressRule(38, AddressExtension.Sign) is var sign ? (sign.HasUpperHalf, sign.LowerLast) : default);
    }

    [Fact]
    public void Table_entries_may_differ_from_level_to_level()
    {
        Architecture toy = Parse("toy", Sample.With("table_entry: [valid, write]", "table_entry:\n  - { levels: [pud], set: [valid] }\n  - { levels: [pmd], set: [valid, write] }"));

        Assert.Equal([0x1UL, 0x3, 0], toy.Levels.Select(level => level.TableEntry));
        Assert.Equal([0x1UL, 0x3, 0], toy.Levels.Select(level => level.KernelTableEntry));
    }

    [Fact]
    public void Hardware_may_read_more_of_an_address_than_Linux()
    {
        Architecture toy = Parse("toy", Sample.With("  inverted:", "  hardware_only: { levels: [pmd], slices: [{ entry: \"15:12\", at: 40 }] }\n  contiguous: [{ levels: [pte], shift: 15 }]\n  inverted:"));

        Assert.Equal([new Slice(47, 28, 20)], toy.Levels[1].LeafAddress);
        Assert.Equal([new Slice(47, 28, 20), new Slice(15, 12, 40)], toy.Levels[1].HardwareLeafAddress);
        Assert.Equal(toy.Levels[2].LeafAddress, toy.Levels[2].HardwareLeafAddress);
        Assert.Equal([0, 0, 15], toy.Levels.Select(level => level.ContiguousShift));
    }

    [Fact]
    public void Steps_may_have_a_condition() => Assert.Equal(
        EquatableArray.Of<TransitionStep>(new SetStep(2, new AnySetTest(1)), new MoveStep(4, 2, new NotTest(new AnySetTest(1)))),
        Parse("toy", Sample.With("{ set: [write] }", "{ set: [write], when: valid }")).Levels[1].Transitions[0].Steps);

    [Fact]
    public void An_entry_may_be_narrower_than_its_word_and_be_read_in_halves()
    {
        Architecture toy = Parse("toy", Sample.With("entry_bits: 64", "entry_bits: 48\nentry_atomicity: halves"));

        Assert.Equal((48, true), (toy.EntryBits, toy.ReadInHalves));
        Assert.Equal(new EqualsTest(0xffff_ffff_ffff, 0), toy.Levels[2].Predicates[0].Test);
    }

    [Fact]
    public void An_entry_of_one_word_has_no_halves() => Assert.Contains(
        "`entry_atomicity` cannot be `halves`: an entry of 32 bits is one word, so write `whole`, or leave it out",
        LevelFileParser.Parse("toy", Sample.With("entry_bits: 64", "entry_bits: 32\nentry_atomicity: halves")).Diagnostics.Select(diagnostic => diagnostic.Message));

    [Fact]
    public void Rights_may_be_those_of_some_levels_alone()
    {
        Architecture toy = Parse("toy", Sample.With("leaf: { write: write,", "user_writable_denies_kernel_execute: true\n    table: { levels: [pmd], write: write }\n    leaf: { write: write,"));

        Assert.Equal([null, new AnySetTest(2), null], toy.Levels.Select(level => level.Hardware.TableRights.Write));
        Assert.All(toy.Levels, level => Assert.True(level.Hardware.UserWritableDeniesKernelExecute));
    }

    private static EqualsTest Zero => new(ulong.MaxValue, 0);

    private static Architecture Parse(string name, string text)
    {
        LevelFileResult result = LevelFileParser.Parse(name, text);
        Assert.Equal([], result.Diagnostics);
        return result.Architecture!;
    }
}
