using KernelMm.Mmu.Tests.Guests;
using KernelMm.Mmu.Tests.Tables;

namespace KernelMm.Mmu.Tests.Probing;

/// <summary>What a test has seen agreed on.</summary>
internal sealed class Tally
{
    private readonly HashSet<VirtualAddress> _addresses = [];

    public int Addresses { get; private set; }

    public int Accesses { get; private set; }

    /// <summary>How many addresses the emulator's monitor has translated.</summary>
    public int Monitored { get; set; }

    /// <summary>Page sizes, as powers of two, that an access has gone through.</summary>
    public SortedSet<int> Leaves { get; } = [];

    /// <summary>Levels, by what an entry covers, at which a walk has ended without a page.</summary>
    public SortedSet<int> Holes { get; } = [];

    public HashSet<AccessRights> Rights { get; } = [];

    /// <summary>How accesses have ended.</summary>
    public HashSet<(Verdict Verdict, Access Access, bool IsUser)> Ends { get; } = [];

    /// <summary>The accesses that have gone well and have been refused, for people: <c>rwx of users and kernel</c>.</summary>
    public string Kinds
    {
        get
        {
            string users = KindsOf(isUser: true);
            string kernel = KindsOf(isUser: false);
            return users == kernel ? $"{users} of users and kernel" : users.Length == 0 ? kernel : $"{users} of users, {kernel} of the kernel";
        }
    }

    public bool SawFirstPage { get; private set; }

    public bool SawLastPage { get; private set; }

    /// <summary>What has not been seen yet of an architecture's page sizes, levels and ends; null when nothing is missing.</summary>
    public string? MissingOf(Guest guest)
    {
        ArchitectureLayout layout = guest.Architecture.Layout;
        int[] leaves = [.. layout.Levels.Where(guest.TakesLeaf).Select(level => level.Shift).Except(Leaves)];
        int[] holes = [.. layout.Levels.Select(level => level.Shift).Except(Holes)];
        return leaves.Length > 0 ? $"no page of 2^{leaves[0]} bytes"
            : holes.Length > 0 ? $"no hole at the level of 2^{holes[0]} bytes"
            : !SawFirstPage ? "not the first page"
            : !SawLastPage ? "not the last page" : null;
    }

    private string KindsOf(bool isUser) => string.Concat("rwx".Where((_, access) =>
        Ends.Contains((Verdict.Allowed, (Access)access, isUser)) && Ends.Contains((Verdict.NotMapped, (Access)access, isUser))));

    public void Add(GuestSpace space, Probe probe, Translation translation, Verdict verdict)
    {
        Accesses++;
        Addresses += _addresses.Add(probe.Address) ? 1 : 0;
        Ends.Add((verdict, probe.Access, probe.IsUser));
        if (verdict == Verdict.Allowed)
        {
            Leaves.Add(translation.Shift);
            Rights.Add(translation.Rights);
            ulong page = probe.Address.Value & ~((1UL << space.Layout.PageShift) - 1);
            SawFirstPage |= page == space.Canonical(0).Value;
            SawLastPage |= page == (space.Canonical(space.LastTranslated).Value & ~((1UL << space.Layout.PageShift) - 1));
        }

        if (verdict == Verdict.NotMapped)
        {
            Holes.Add(translation.Shift);
        }
    }
}
