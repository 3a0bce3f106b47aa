using KernelMm.PageTables.Tests.Vectors;

namespace KernelMm.PageTables.Tests.Tables;

/// <summary>A leaf that hardware takes, as <see cref="ILeafVisitor.Leaf"/> tells of it.</summary>
internal readonly record struct FoundLeaf(VirtualAddress Address, PhysicalAddress Target, int Shift, ulong Entry, AccessRights Rights);

/// <summary>A table outside the memory, as <see cref="ILeafVisitor.TableMissing"/> tells of it.</summary>
internal readonly record struct FoundGap(VirtualAddress Address, PhysicalAddress Table, int Shift);

/// <summary>The reference: a walk of tables by the level facts of the vectors and the format's own words, with no cleverness.</summary>
internal sealed class NaiveWalk(VectorConfig config, PagingFormat format, TableMemory memory, PhysicalAddress root)
{
    private const AccessRights AllRights = AccessRights.User | AccessRights.Write | AccessRights.UserExecute | AccessRights.KernelExecute;

    private readonly int _entryBits = config.Architecture.Layout.EntryBits;

    /// <summary>What a translation answers.</summary>
    public Translation Translate(VirtualAddress address)
    {
        if (!NaiveAddresses.IsCanonical(config, address.Value))
        {
            return new(TranslationResult.NotCanonical, default, 0, 0, AccessRights.None);
        }

        RootEntry start = format.ReadRoot(root);
        int coverage = Coverage(start.Skipped);
        if (coverage < config.VirtualAddressBits && address.Value >> coverage != 0)
        {
            return new(TranslationResult.NotCanonical, default, 0, 0, AccessRights.None);
        }

        (PhysicalAddress table, int low, int high) = (start.Table, 0, start.End);
        AccessRights rights = AllRights;
        foreach (LevelGeometry level in config.Levels.Skip(start.Skipped))
        {
            ulong index = (address.Value >> level.Shift) & ((1UL << level.IndexBits) - 1);
            if ((int)index < low || (int)index >= high)
            {
                return new(TranslationResult.NotMapped, default, level.Shift, 0, AccessRights.None);
            }

            if (!memory.Holds(table, TableBytes(level, high)))
            {
                return new(TranslationResult.TableMissing, table, coverage, 0, AccessRights.None);
            }

            ulong entry = EntryAt(table, index);
            HardwareEntry here = format.Read(entry, level.Shift);
            rights = format.Combine(rights, here.Rights, here.Kind == EntryKind.Leaf);
            switch (here.Kind)
            {
                case EntryKind.Leaf:
                    return new(TranslationResult.Mapped, new(here.Address.Value + Low(address.Value, here.OffsetBits)), level.Shift, entry, rights | Read(entry, level));
                case EntryKind.Table:
                    (table, coverage, low, high) = (here.Address, level.Shift, here.First, here.End);
                    break;
                default:
                    return new(TranslationResult.NotMapped, default, level.Shift, entry, AccessRights.None);
            }
        }

        throw new InvalidOperationException("A table below the lowest level.");
    }

    /// <summary>All leaves and missing tables of the whole address space that touch a range, in address order.</summary>
    public IReadOnlyList<object> Between(ulong first, ulong last)
    {
        List<object> found = [];
        RootEntry top = format.ReadRoot(root);
        Collect(top.Skipped, top.Table, 0, false, AllRights, Coverage(top.Skipped), (0, top.End), found);
        if (config.Architecture.Layout.Extension == AddressExtension.Halves)
        {
            Collect(top.Skipped, top.Table, 0, true, AllRights, Coverage(top.Skipped), (0, top.End), found);
        }

        return [.. found.Where(item => item switch
        {
            FoundLeaf leaf => leaf.Address.Value <= last && leaf.Address.Value + Low(ulong.MaxValue, leaf.Shift) >= first,
            FoundGap gap => gap.Address.Value <= last && gap.Address.Value + Low(ulong.MaxValue, gap.Shift) >= first,
            _ => false,
        })];
    }

    private void Collect(int depth, PhysicalAddress table, ulong start, bool isUpper, AccessRights above, int coverage, (int Low, int High) limits, List<object> found)
    {
        LevelGeometry level = config.Levels[depth];
        if (!memory.Holds(table, TableBytes(level, limits.High)))
        {
            found.Add(new FoundGap(new(NaiveAddresses.Canonical(config, start, isUpper)), table, coverage));
            return;
        }

        for (ulong index = (ulong)limits.Low; index < Math.Min(1UL << level.IndexBits, (ulong)limits.High); index++)
        {
            ulong address = start + (index << level.Shift);
            ulong entry = EntryAt(table, index);
            HardwareEntry here = format.Read(entry, level.Shift);
            AccessRights rights = format.Combine(above, here.Rights, here.Kind == EntryKind.Leaf);
            if (here.Kind == EntryKind.Table)
            {
                Collect(depth + 1, here.Address, address, isUpper, rights, level.Shift, (here.First, here.End), found);
            }
            else if (here.Kind == EntryKind.Leaf)
            {
                found.Add(new FoundLeaf(
                    new(NaiveAddresses.Canonical(config, address, isUpper)), new(here.Address.Value + Low(address, here.OffsetBits)), level.Shift, entry, rights | Read(entry, level)));
            }
        }
    }

    private AccessRights Read(ulong leaf, LevelGeometry level) => format.IsReadable(leaf, level.Shift) ? AccessRights.Read : 0;

    private ulong EntryAt(PhysicalAddress table, ulong index) => memory.Read(new(table.Value + (index * (ulong)_entryBits / 8)), _entryBits);

    // What is translated by tables whose first so many levels are left out.
    private int Coverage(int skipped) => config.Levels[skipped].Shift + config.Levels[skipped].IndexBits;

    private int TableBytes(LevelGeometry level, int end) => Math.Min(1 << level.IndexBits, end) * _entryBits / 8;

    private static ulong Low(ulong value, int bits) => value & ((1UL << bits) - 1);
}
