using KernelMm.Cpus;
using KernelMm.Faults;
using KernelMm.Mmap;
using KernelMm.Tests.Mmap;

namespace KernelMm.Tests.Faults;

/// <summary>
/// Accesses to a page that nobody has used yet, and what is there afterwards: a letter for what becomes of it on x86, on arm64 and
/// on riscv. <c>d</c>: done; <c>r</c>: refused, and nothing mapped; <c>m</c>: refused, and mapped before that.
/// </summary>
public sealed class What_a_mapping_lets_user_code_do : IDisposable
{
    private readonly Userland _user = new();

    private static string Architecture { get; } =
        PageTables.Architectures.All.Single(architecture => architecture.GetType().Namespace == typeof(Pte).Namespace).Layout.Name;

    public void Dispose() => _user.Dispose();

    [Theory]
    [InlineData(Prot.None, Access.Read, "rrr")]
    [InlineData(Prot.None, Access.Write, "rrr")]
    [InlineData(Prot.None, Access.Execute, "rrr")]
    [InlineData(Prot.Read, Access.Read, "ddd")]
    [InlineData(Prot.Read, Access.Write, "rrr")]
    [InlineData(Prot.Read, Access.Execute, "mrr")]
    [InlineData(Prot.Write, Access.Read, "ddd")]
    [InlineData(Prot.Write, Access.Write, "ddd")]
    [InlineData(Prot.Write, Access.Execute, "mrr")]
    [InlineData(Prot.Exec, Access.Read, "ddr")]
    [InlineData(Prot.Exec, Access.Write, "rrr")]
    [InlineData(Prot.Exec, Access.Execute, "ddd")]
    [InlineData(Prot.Read | Prot.Write, Access.Execute, "mrr")]
    [InlineData(Prot.Read | Prot.Exec, Access.Execute, "ddd")]
    [InlineData(Prot.Write | Prot.Exec, Access.Read, "ddd")]
    public void Of_what_nobody_has_used_yet(Prot prot, Access access, string ends)
    {
        foreach (MapFlags sharing in (MapFlags[])[MapFlags.Private, MapFlags.Shared])
        {
            _user.Map(0, 1, prot, sharing);
            char end = ends[Architecture[0] switch { 'x' => 0, 'a' => 1, _ => 2 }];
            Assert.Equal(end == 'd', Does(access));
            Assert.Equal(end == 'd' ? default : SignalInfo.BadAreaAccessError, _user.Cpu.LastSignalInfo);
            Assert.Equal(end != 'r', _user.PteOf(0).Present);
        }
    }

    [Fact]
    public void Of_what_was_denied_and_is_allowed_since()
    {
        _user.Map(0, 1, Prot.Read);
        Assert.Equal(0UL, _user.Load(0));
        PageFault denied = new(Userland.Page(0), Access.Read, TranslationResult.Mapped, _user.PteOf(0).Value);
        SignalInfo expected = Architecture[0] == 'x' ? SignalInfo.BadAreaAccessError : default;
        Assert.Equal(expected, UserFaults.DoUserAddrFault(_user.Mm, denied));
        Assert.Equal(default, UserFaults.DoUserAddrFault(_user.Mm, denied with { Reason = TranslationResult.NotMapped }));
    }

    private bool Does(Access access)
    {
        _user.Cpu.LastSignalInfo = default;
        return access switch
        {
            Access.Write => _user.Cpu.Store(Userland.Page(0), 1),
            Access.Execute => _user.Cpu.Fetch(Userland.Page(0)),
            _ => _user.Cpu.Load(Userland.Page(0), out _),
        };
    }
}
