using KernelMm.Generators.Tests.Driving;

namespace KernelMm.Generators.Tests.Caching;

public class ModelEqualityTests
{
    [Fact]
    public void Equal_inputs_make_equal_models_that_are_not_the_same_objects()
    {
        Run left = Start();
        Run right = Start();

        foreach (string step in StepNames.All)
        {
            object[] lefts = left.Outputs(step).Select(output => output.Value).ToArray();
            object[] rights = right.Outputs(step).Select(output => output.Value).ToArray();

            Assert.NotEmpty(lefts);
            Assert.Equal(lefts, rights);
            Assert.Equal(lefts.Select(value => value.GetHashCode()), rights.Select(value => value.GetHashCode()));
            Assert.All(lefts.Zip(rights).Where(pair => pair.First is not string), pair => Assert.NotSame(pair.First, pair.Second));
        }
    }

    [Fact]
    public void The_order_in_which_files_are_listed_changes_nothing()
    {
        LevelFile[] files = LevelFile.Names.Select(LevelFile.Shipped).ToArray();

        Assert.Equal(Run.First(files).Texts.OrderBy(pair => pair.Key), Run.First(files.Reverse().ToArray()).Texts.OrderBy(pair => pair.Key));
    }

    private static Run Start() => Run.First(LevelFile.Shipped("x64"), LevelFile.Shipped("riscv-sv39"));
}
