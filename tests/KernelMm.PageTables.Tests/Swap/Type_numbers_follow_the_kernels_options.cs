using System.Reflection;
using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Swap;

/// <summary>Non-swap types count down from 31; what an option takes away moves all below it up.</summary>
public sealed class Type_numbers_follow_the_kernels_options
{
    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void As_the_usual_kernel_numbers_them(string architecture) => AssertNumbers(architecture, SwapFacts.Of(architecture).Types, []);

    [Theory]
    [InlineData("x64", "swapin_error=1", 22, "hwpoison")]
    [InlineData("x64", "swapin_error=1", 23, "migration_read")]
    [InlineData("x64", "swapin_error=1", 30, "pte_marker")]
    [InlineData("x64", "swapin_error=1", 31, "swapin_error")]
    [InlineData("x64", "pte_marker=0", 24, "hwpoison")]
    [InlineData("x64", "pte_marker=0", 25, "migration_read")]
    [InlineData("x64", "pte_marker=0", 31, "device_exclusive_read")]
    [InlineData("x64", "pte_marker=0 swapin_error=1", 31, "swapin_error")]
    [InlineData("x64", "memory_failure=0", 23, null)]
    [InlineData("x64", "memory_failure=0", 24, "migration_read")]
    [InlineData("x64", "device_private=0", 27, "hwpoison")]
    [InlineData("x64", "device_private=0", 30, "migration_write")]
    [InlineData("x64", "migration=0", 26, "hwpoison")]
    [InlineData("x64", "migration=0 memory_failure=0 device_private=0 pte_marker=0", 31, null)]
    [InlineData("x64-la57", "swapin_error=1", 22, "hwpoison")]
    [InlineData("riscv-sv32", "migration=1", 28, "migration_read")]
    [InlineData("riscv-sv32", "migration=0", 30, null)]
    [InlineData("riscv-sv39", "memory_failure=1", 23, "hwpoison")]
    [InlineData("riscv-sv39", "memory_failure=1", 24, "migration_read")]
    [InlineData("riscv-sv39", "device_private=0", 28, "migration_read")]
    [InlineData("riscv-sv39", "migration=0", 27, "device_write")]
    public void As_the_table_says_it_of_single_options(string architecture, string options, int type, string? name) =>
        Assert.Equal(name, Decoded(architecture, type, Values(architecture, options)).TypeName);

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void With_every_combination_of_options(string architecture)
    {
        ParameterLayout[] parameters = [.. ArchVectors.Of(architecture).Architecture.Layout.Parameters];
        for (int choice = 0; choice < 1 << parameters.Length; choice++)
        {
            ulong[] values = [.. parameters.Select((_, index) => (ulong)((choice >> index) & 1))];
            AssertNumbers(architecture, [.. Downwards(parameters, values)], values);
        }
    }

    [Theory]
    [MemberData(nameof(ArchVectors.Architectures), MemberType = typeof(ArchVectors))]
    public void And_the_functions_answer_as_with_the_usual_options(string architecture)
    {
        SwapCodec codec = new(architecture, PageTableLevel.Pte);
        IReadOnlyList<string> names = SwapFacts.Of(architecture).Types;
        for (int type = 0; type < 32; type++)
        {
            string name = 31 - type < names.Count ? names[31 - type] : string.Empty;
            AssertAnswer(codec, architecture, "NonSwapEntry", type, name.Length > 0);
            AssertAnswer(codec, architecture, "IsMigrationEntry", type, name.StartsWith("migration", StringComparison.Ordinal));
            AssertAnswer(codec, architecture, "IsReadableMigrationEntry", type, name == "migration_read");
            AssertAnswer(codec, architecture, "IsReadableExclusiveMigrationEntry", type, name == "migration_read_exclusive");
            AssertAnswer(codec, architecture, "IsWritableMigrationEntry", type, name == "migration_write");
            AssertAnswer(codec, architecture, "IsDevicePrivateEntry", type, name is "device_read" or "device_write");
            AssertAnswer(codec, architecture, "IsDeviceExclusiveEntry", type, name is "device_exclusive_read" or "device_exclusive_write");
            AssertAnswer(codec, architecture, "IsHwpoisonEntry", type, name == "hwpoison");
            AssertAnswer(codec, architecture, "IsPteMarkerEntry", type, name == "pte_marker");
            AssertAnswer(codec, architecture, "IsPfnSwapEntry", type, name is not ("" or "pte_marker"));
        }
    }

    private static void AssertAnswer(SwapCodec codec, string architecture, string question, int type, bool expected)
    {
        // A kernel without the type has no function to ask for it.
        MethodInfo? method = Kernel.Of(architecture).Find("Swapops", question);
        Assert.True(expected == (method is not null && codec.Ask(method, type)), $"{question} of type {type} should be {expected}.");
    }

    private static void AssertNumbers(string architecture, IReadOnlyList<string> downwards, ulong[] values)
    {
        ulong offset = 0x3_0fff_ffff_fff1 & ((1UL << SwapFacts.Of(architecture).OffsetBits) - 1);
        for (int type = 0; type < 32; type++)
        {
            string? name = 31 - type < downwards.Count ? downwards[31 - type] : null;
            DecodedSwap swap = Decoded(architecture, type, values, offset);
            SwapContent content = name switch
            {
                null => SwapContent.Slot,
                "pte_marker" => SwapContent.Marker,
                "swapin_error" => SwapContent.Nothing,
                _ => SwapContent.Pfn,
            };
            Pfn? pfn = content == SwapContent.Pfn ? new Pfn(offset & ((1UL << SwapFacts.Of(architecture).PfnBits) - 1)) : null;
            Assert.Equal(new DecodedSwap(type, name, content, offset, pfn), swap);
        }
    }

    private static DecodedSwap Decoded(string architecture, int type, ulong[] values, ulong offset = 1) =>
        ArchVectors.Of(architecture).Architecture.Decode(PageTableLevel.Pte, new SwapCodec(architecture, PageTableLevel.Pte).Encode(type, offset), values).Swap!.Value;

    // include/linux/swap.h, from the highest number down.
    private static IEnumerable<string> Downwards(ParameterLayout[] parameters, ulong[] values)
    {
        bool IsOn(string name, bool otherwise) => Array.FindIndex(parameters, parameter => parameter.Name == name) is int index and >= 0 ? values[index] != 0 : otherwise;
        return
        [
            .. IsOn("swapin_error", false) ? ["swapin_error"] : Array.Empty<string>(),
            .. IsOn("pte_marker", true) ? ["pte_marker"] : Array.Empty<string>(),
            .. IsOn("device_private", false) ? ["device_exclusive_read", "device_exclusive_write", "device_read", "device_write"] : Array.Empty<string>(),
            .. IsOn("migration", false) ? ["migration_write", "migration_read_exclusive", "migration_read"] : Array.Empty<string>(),
            .. IsOn("memory_failure", false) ? ["hwpoison"] : Array.Empty<string>(),
        ];
    }

    private static ulong[] Values(string architecture, string options)
    {
        ParameterLayout[] parameters = [.. ArchVectors.Of(architecture).Architecture.Layout.Parameters];
        ulong[] values = [.. parameters.Select(parameter => parameter.Default)];
        foreach (string option in options.Split(' '))
        {
            int index = Array.FindIndex(parameters, parameter => option.StartsWith(parameter.Name + "=", StringComparison.Ordinal));
            values[index] = (ulong)(option[^1] - '0');
        }

        return values;
    }
}
