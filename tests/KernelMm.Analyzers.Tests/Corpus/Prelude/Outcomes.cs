using System;
using KernelMm.Contracts;

namespace KernelMm.Corpus;

public static class Errno
{
    public const int NoEntry = 2;

    [RaceOutcome(OutcomeKind.Retry)]
    public const int Again = 11;

    [RaceOutcome(OutcomeKind.OutOfMemory)]
    public const int NoMemory = 12;

    [RaceOutcome(OutcomeKind.BadAddress)]
    public const int Fault = 14;

    [RaceOutcome(OutcomeKind.Busy)]
    public const int Busy = 16;

    public const int Exists = 17;

    [RaceOutcome(OutcomeKind.Error)]
    public const int Invalid = 22;
}

[Flags]
public enum FaultResult
{
    [RaceOutcome(OutcomeKind.Refault)]
    None = 0,

    [RaceOutcome(OutcomeKind.OutOfMemory)]
    Oom = 1,

    [RaceOutcome(OutcomeKind.BadAddress)]
    Sigbus = 2,

    Major = 4,

    Write = 8,

    NoPage = 0x100,

    Locked = 0x200,

    [RaceOutcome(OutcomeKind.Retry)]
    Retry = 0x400,

    Fallback = 0x800,

    Hwpoison = 0x1000,
}

public enum ScanResult
{
    Succeed,

    [RaceOutcome(OutcomeKind.Skip)]
    PmdNull,

    Fail,
    PageCount,
    PteNonPresent,
    ExceedNone,
    LackReferenced,
    VmaCheck,
}
