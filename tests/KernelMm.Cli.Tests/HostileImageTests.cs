namespace KernelMm.Cli.Tests;

/// <summary>Whatever bytes are in an image's headers: a result or a sentence.</summary>
public sealed class HostileImageTests : IDisposable
{
    private const int Mutations = 3000;

    private static readonly ulong[] Numbers =
        [0, 1, 0xff, 0xffff, 0x7fff_ffff, 0xffff_ffff, 0x1_0000_0000, 0x7fff_ffff_ffff_ffff, 0xffff_ffff_ffff_f000, ulong.MaxValue];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Mutated_headers_end_in_a_result_or_a_sentence()
    {
        byte[] tables = new X64Tables().Map(0x400000, 0x5000, X64Tables.User).Memory;
        byte[] core = new ElfBuilder().QemuCpu(X64Tables.Start, 0).Load(X64Tables.Start, tables).Load(0x900000, tables).Build();
        int headers = core.Length - (2 * tables.Length);
        Random random = new(20240607);
        int[] ends = new int[4];
        for (int round = 0; round < Mutations; round++)
        {
            byte[] mutated = Mutate(core, headers, random);
            Outcome outcome = Tool.Run("walk", _folder.Write("image", mutated), "--format", "tsv", "--to", "500000");
            ends[outcome.ExitCode]++;
            if (outcome.ExitCode == 2)
            {
                outcome.IsSentence(2);
            }
        }

        // Most mutations hurt, some do not, and none finds a defect.
        Assert.True(ends[0] > Mutations / 20, $"{ends[0]} walks went well.");
        Assert.True(ends[2] > Mutations / 20, $"{ends[2]} images were refused.");
        Assert.Equal(0, ends[3]);
    }

    [Fact]
    public void Mutated_gzip_files_end_in_a_result_or_a_sentence()
    {
        byte[] tables = new X64Tables().Map(0x400000, 0x5000, X64Tables.User).Memory;
        byte[] packed = Data.Zip(new ElfBuilder().QemuCpu(X64Tables.Start, 0).Load(X64Tables.Start, tables).Build());
        Random random = new(20240608);
        for (int round = 0; round < Mutations / 10; round++)
        {
            byte[] mutated = Mutate(packed, packed.Length, random);
            Outcome outcome = Tool.Run("walk", _folder.Write("image", mutated), "--format", "tsv", "--max-unpacked", "4M");
            Assert.InRange(outcome.ExitCode, 0, 2);
        }
    }

    private static byte[] Mutate(byte[] original, int headers, Random random)
    {
        byte[] mutated = (byte[])original.Clone();
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            if (random.Next(2) == 0)
            {
                mutated[random.Next(headers)] = (byte)random.Next(256);
            }
            else
            {
                int width = 1 << random.Next(4);
                BitConverter.GetBytes(Numbers[random.Next(Numbers.Length)]).AsSpan(0, width)
                    .CopyTo(mutated.AsSpan(random.Next((headers - width) / width) * width));
            }
        }

        return random.Next(10) == 0 ? mutated[..random.Next(mutated.Length)] : mutated;
    }
}
