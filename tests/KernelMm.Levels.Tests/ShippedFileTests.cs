using KernelMm.Levels.Model;
using KernelMm.Levels.Parsing;

namespace KernelMm.Levels.Tests;

public class ShippedFileTests
{
    [Theory]
    [MemberData(nameof(LevelFiles.All), MemberType = typeof(LevelFiles))]
    public void A_shipped_file_has_nothing_wrong(string name)
    {
        LevelFileResult result = LevelFileParser.Parse(name, LevelFiles.Read(name));

        Assert.Equal([], result.Diagnostics);
        Assert.Equal(name, result.Architecture!.Name);
    }
}
