namespace KernelMm.Tests.Faults;

/// <summary>Rights of user pages by what they are for, as each architecture's own names differ.</summary>
internal static class Prots
{
    public static Pgprot Read => Pgprot.PageReadonly;

    public static Pgprot Shared => Pgprot.PageShared;
}
