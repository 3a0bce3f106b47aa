using System.Globalization;
using KernelMm.Mmap;

namespace KernelMm.Tests.Differential;

/// <summary>What can be called; in the driver's order.</summary>
internal enum Op
{
    Mmap,
    Munmap,
    Mprotect,
    Mremap,
    Madvise,
    Mlock2,
    Munlock,
    Mlockall,
    Munlockall,
    Brk,
    Mincore,
    Load,
    Store,
    Fork,
    Exit,
}

/// <summary>One call with its arguments, as the driver reads it.</summary>
internal readonly record struct Call(Op Op, ulong A = 0, ulong B = 0, ulong C = 0, ulong D = 0, ulong E = 0)
{
    public override string ToString() => Op switch
    {
        Op.Mmap => $"mmap({Hex(A)}, {Hex(B)}, {(Prot)(int)C}, {(MapFlags)(int)D})",
        Op.Mprotect => $"mprotect({Hex(A)}, {Hex(B)}, {(Prot)(int)C})",
        Op.Mremap => $"mremap({Hex(A)}, {Hex(B)}, {Hex(C)}, flags {D}, {Hex(E)})",
        Op.Madvise => $"madvise({Hex(A)}, {Hex(B)}, {C})",
        Op.Mlock2 => $"mlock2({Hex(A)}, {Hex(B)}, {C})",
        Op.Store => $"store({Hex(A)}, {B})",
        Op.Mlockall => $"mlockall({A})",
        Op.Brk or Op.Load => $"{Op}({Hex(A)})",
        Op.Fork or Op.Exit or Op.Munlockall => $"{Op}()",
        _ => $"{Op}({Hex(A)}, {Hex(B)})",
    };

    private static string Hex(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);
}
