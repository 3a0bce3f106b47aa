using KernelMm.Mmu.Tests.Guests;

namespace KernelMm.Mmu.Tests.Workloads;

/// <summary>What the pages of all programs translate to, held to what the programs are due.</summary>
internal sealed class Due(Guest guest, CoreMachine core)
{
    private readonly Dictionary<PhysicalAddress, int> _mappings = [];
    private readonly List<Translation> _mapped = [];

    /// <summary>Every page that is mapped in some address space.</summary>
    public IReadOnlyList<Translation> Mapped => _mapped;

    public void AssertAll(IReadOnlyList<ReferenceSpace> spaces)
    {
        foreach (ReferenceSpace space in spaces)
        {
            foreach (ulong page in space.Pages.Keys)
            {
                Translation translation = Translate(space, page);
                if (translation.IsMapped)
                {
                    _mapped.Add(translation);
                    _mappings[translation.Address] = _mappings.GetValueOrDefault(translation.Address) + 1;
                }
            }
        }

        foreach (ReferenceSpace space in spaces)
        {
            foreach ((ulong page, ReferencePage due) in space.Pages)
            {
                string? wrong = Wrong(Translate(space, page), due);
                Assert.True(wrong is null, $"{guest.Architecture.Layout.Name}: page 0x{page:x} of address space {space.Mm.Id}, {due}, is {Translate(space, page)}: {wrong}.");
            }

            AssertNothingElse(space);
        }
    }

    private Translation Translate(ReferenceSpace space, ulong page) =>
        guest.Architecture.Translate(core.Machine.Arena.Memory, space.Mm.Root, new(page << guest.Architecture.Layout.PageShift));

    private string? Wrong(Translation found, ReferencePage due)
    {
        if (!found.IsMapped)
        {
            return due.Residence == Residence.Must && due.IsAccessible ? "it must be mapped" : null;
        }

        bool isWritable = (found.Rights & AccessRights.Write) != 0;
        return !due.IsAccessible || due.Residence == Residence.No ? "it must not be mapped"
            : (found.Rights & AccessRights.User) == 0 ? "it must be the user's"
            : due.IsReadable != ((found.Rights & AccessRights.Read) != 0) ? "it has not the right to read that it must have"
            : due.IsExecutable != ((found.Rights & AccessRights.UserExecute) != 0) ? "it has not the right to execute that it must have"
            : isWritable && !due.IsWritable ? "it must not be writable"
            : !isWritable && due.StaysWritable && due.IsWritable ? "it must be writable"
            : isWritable && due.Shared is null && _mappings[found.Address] != 1 ? "it is private, and others have the same page"
            : isWritable && found.Address.Value == 0 ? "it is the zero page, and writable"
            : core.Word(found.Address) != due.Content ? $"it must hold 0x{due.Content:x}, not 0x{core.Word(found.Address):x}"
            : null;
    }

    // Beside the program's pages the user's half is empty.
    private void AssertNothingElse(ReferenceSpace space)
    {
        Strays strays = new(space, guest.Architecture.Layout.PageShift);
        guest.Architecture.WalkLeaves(core.Machine.Arena.Memory, space.Mm.Root, default, Mm.TaskSize - new ByteCount(1), ref strays);
        Assert.Null(strays.First);
    }

    private struct Strays(ReferenceSpace space, int pageShift) : ILeafVisitor
    {
        public VirtualAddress? First { get; private set; }

        public bool Leaf(VirtualAddress address, PhysicalAddress target, int shift, ulong entry, AccessRights rights)
        {
            First ??= shift == pageShift && space.Pages.ContainsKey(address.Value >> pageShift) ? null : address;
            return First is null;
        }

        public bool TableMissing(VirtualAddress address, PhysicalAddress table, int shift)
        {
            First ??= address;
            return false;
        }
    }
}
