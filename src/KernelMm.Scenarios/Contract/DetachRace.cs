namespace KernelMm.Scenarios.Contract;

/// <summary>The contract of mapping: one maps the table of a slot, and another takes the table out meanwhile.</summary>
internal static class DetachRace
{
    /// <summary>Since 6.5: the map may fail, and looks again after it has the lock.</summary>
    public static Scenario Contract() => Racing(Mappers.MapLocked);

    /// <summary>Before 6.5: two plain reads and no test.</summary>
    public static Scenario Before65() => Racing(Mappers.MapAsBefore65);

    private static Play Racing(Action<PageTableSpace> map)
    {
        PageTableSpace? space = null;
        Pmd other = default;
        return new Play(
            begin: () =>
            {
                space = PageTableSpace.After(space);
                SetPmd(space.Mm, space.Pmd, space.NewTable());
                other = space.NewTable();
            },
            end: static () => { },
            dispose: () => space?.Dispose(),
            ("mapper", () => map(space!)),
            ("detacher", () => DetachAndReplace(space!, other)));
    }

    private static void DetachAndReplace(PageTableSpace space, Pmd other)
    {
        Detacher.Detach(space);
        Detacher.Install(space, PageTableSpace.Huge);
        Detacher.Install(space, other);
    }
}
