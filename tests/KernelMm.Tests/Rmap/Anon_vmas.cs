using KernelMm.Faults;
using KernelMm.Rmap;
using KernelMm.Tests.Faults;

namespace KernelMm.Tests.Rmap;

public sealed class Anon_vmas : IDisposable
{
    private readonly Process _process = new();

    public void Dispose() => _process.Dispose();

    [Fact]
    public void B2_a_neighbour_that_could_be_the_same_mapping_shares_its_own()
    {
        Vma first = _process.Map(0, 4);
        Vma second = _process.Map(4, 4, Process.ReadWrite & ~VmaFlags.Write);
        Vma apart = _process.Map(9, 4);
        Assert.Equal(FaultResult.None, Process.Write(first, 0));
        Assert.Equal(FaultResult.None, Process.Write(second, 4));
        Assert.Equal(FaultResult.None, Process.Write(apart, 9));
        Assert.Same(first.AnonVma, second.AnonVma);
        Assert.NotSame(first.AnonVma, apart.AnonVma);
        Assert.Equal((2, 2), (first.AnonVma!.NumActiveVmas, first.AnonVma.Mappings));
    }

    [Fact]
    public void A_neighbour_of_another_policy_does_not()
    {
        Vma first = _process.Map(0, 4);
        Vma second = _process.Map(4, 4);
        second.Policy = 0;
        Assert.Equal(FaultResult.None, Process.Write(first, 0));
        Assert.Equal(FaultResult.None, Process.Write(second, 4));
        Assert.NotSame(first.AnonVma, second.AnonVma);
    }

    [Fact]
    public void Failing_allocations_leave_no_trace()
    {
        Vma vma = _process.Map(0, 1);
        for (int passing = 0; passing < 2; passing++)
        {
            int left = passing;
            _process.Machine.PageAllocator.Failures.When(request => request.Cache is "anon_vma" or "anon_vma_chain" && left-- == 0);
            Assert.Equal(FaultResult.Oom, Process.Write(vma, 0));
            Assert.Equal((null, null), (vma.AnonVma, vma.AnonVmaChains));
        }

        _process.Machine.PageAllocator.Failures.Never();
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
    }

    [Fact]
    public void A_child_finds_the_parents_and_has_its_own()
    {
        Vma parent = _process.Map(0, 4);
        Assert.Equal(FaultResult.None, Process.Write(parent, 0));
        Vma child = Child(parent);
        Assert.Same(parent.AnonVma, child.AnonVma!.Parent);
        Assert.Same(parent.AnonVma!.Root, child.AnonVma.Root);
        Assert.Equal((2, 1), (parent.AnonVma.Mappings, child.AnonVma.Mappings));
        Assert.Equal(2, parent.AnonVma.NumChildren);
    }

    [Fact]
    public void A_line_of_only_children_takes_over_those_that_nobody_uses_any_more()
    {
        Vma vma = _process.Map(0, 4);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        for (int generation = 0; generation < 50; generation++)
        {
            Vma child = Child(vma);
            AnonVmaCloning.UnlinkAnonVmas(vma);
            vma = child;
        }

        int links = 0;
        for (AnonVmaChain? chain = vma.AnonVmaChains; chain is not null; chain = chain.Next)
        {
            links++;
        }

        Assert.InRange(links, 1, 3);
    }

    [Fact]
    public void What_all_mappings_left_is_freed()
    {
        Vma vma = _process.Map(0, 4);
        Assert.Equal(FaultResult.None, Process.Write(vma, 0));
        Vma child = Child(vma);
        int own = child.AnonVma!.Id;
        int root = vma.AnonVma!.Id;
        AnonVmaCloning.UnlinkAnonVmas(vma);
        Assert.NotNull(_process.Machine.Mappings[root]);
        AnonVmaCloning.UnlinkAnonVmas(child);
        Assert.Equal((null, null), (_process.Machine.Mappings[own], _process.Machine.Mappings[root]));
    }

    private static Vma Child(Vma parent)
    {
        Vma child = VmaAllocation.VmAreaDup(parent, parent.Mm)!;
        Assert.Equal(Errno.None, AnonVmaCloning.AnonVmaFork(child, parent));
        return child;
    }
}
