namespace KernelMm.Cli.Tests;

/// <summary>Every way in which a command line can be wrong ends with one sentence and exit code 2.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("Say what to do", new string[0])]
    [InlineData("There is no command 'wlak'; did you mean 'walk'?", new[] { "wlak" })]
    [InlineData("There is no command 'frobnicate'; choose from walk, decode, levels, generate, explore.", new[] { "frobnicate" })]
    [InlineData("'walk' has no option '--fromat'; did you mean '--format'?", new[] { "walk", "--fromat", "tsv" })]
    [InlineData("'walk' takes no further argument such as 'b'", new[] { "walk", "a", "b" })]
    [InlineData("There is no format 'jsno'; did you mean 'json'?", new[] { "walk", "--format", "jsno" })]
    [InlineData("There is no format 'tsv'; choose from table, json.", new[] { "decode", "--arch", "x64", "--level", "pte", "--format", "tsv", "0" })]
    [InlineData("There is no architecture 'x65'; did you mean 'x64'?", new[] { "walk", "--arch", "x65" })]
    [InlineData("There is no architecture 'vax'; choose from ", new[] { "levels", "vax" })]
    [InlineData("x64 has no level 'ptd'; did you mean", new[] { "decode", "--arch", "x64", "--level", "ptd", "0" })]
    [InlineData("x64 has no parameter 'migrations'; did you mean 'migration'?", new[] { "walk", "--param", "migrations=1" })]
    [InlineData("--param takes NAME=VALUE, not 'migration'", new[] { "walk", "--param", "migration" })]
    [InlineData("'migration' takes a number, not 'yes'", new[] { "walk", "--param", "migration=yes" })]
    [InlineData("'migration' is a switch: 0 or 1, not 2", new[] { "walk", "--param", "migration=2" })]
    [InlineData("'migration' is given twice", new[] { "walk", "--param", "migration=1", "--param", "migration=0" })]
    [InlineData("The range from 0x0000000000002000 up to, but not including, 0x0000000000001000 is empty", new[] { "walk", "--from", "2000", "--to", "1000" })]
    [InlineData("The range from 0x0000000000001000 up to, but not including, 0x0000000000001000 is empty", new[] { "walk", "--from", "1000", "--to", "1000" })]
    [InlineData("x64 translates 48-bit addresses, and none of them lies between", new[] { "walk", "--from", "800000000000", "--to", "ffff800000000000" })]
    [InlineData("--from takes a hexadecimal number of at most 16 digits", new[] { "walk", "--from", "12345678123456789" })]
    [InlineData("--max-unpacked takes a size such as 512M or 4G, not '0'", new[] { "walk", "--max-unpacked", "0" })]
    [InlineData("--max-unpacked takes a size such as 512M or 4G, not '9999999999T'", new[] { "walk", "--max-unpacked", "9999999999T" })]
    [InlineData("'decode' needs --arch", new[] { "decode", "0" })]
    [InlineData("'decode' needs --level", new[] { "decode", "--arch", "x64", "0" })]
    [InlineData("Give at least one entry", new[] { "decode", "--arch", "x64", "--level", "pte" })]
    [InlineData("'0x' is not an entry of x64: at most 16 hexadecimal digits", new[] { "decode", "--arch", "x64", "--level", "pte", "0x" })]
    [InlineData("Required argument missing for option: '--root'", new[] { "walk", "--root" })]
    [InlineData("Required argument missing for command: 'generate'", new[] { "generate" })]
    [InlineData("'generate' needs --output", new[] { "generate", "x.yaml" })]
    [InlineData("There is no file '@nothing'", new[] { "walk", "@nothing" })]
    public void A_wrong_command_line_gets_a_sentence(string sentence, string[] args) => Tool.Run(args).IsSentence(2, sentence);

    [Fact]
    public void A_word_with_a_line_end_stays_on_one_line() => Tool.Run("walk", "a\nb").IsSentence(2, "'a?b'");

    [Theory]
    [InlineData]
    [InlineData("walk")]
    [InlineData("decode")]
    [InlineData("levels")]
    [InlineData("generate")]
    public void Help_goes_to_standard_output(params string[] command)
    {
        Outcome outcome = Tool.Run([.. command, "--help"]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("kernelmm", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void Help_tells_every_exit_code()
    {
        string help = Tool.Run("--help").Output;

        foreach (System.Reflection.FieldInfo code in typeof(ExitCode).GetFields())
        {
            Assert.Matches($@"\n +{code.GetRawConstantValue()}  ", help);
        }
    }
}
