using System;
using System.Runtime.InteropServices;
using KernelMm.Contracts;
using Teaching.Acorn;

unsafe
{
    // Two tables and a page, from physical address 0x8000_0000 on: entry 1 of the first leads to the second, whose entry 2 maps the page.
    byte* ram = (byte*)NativeMemory.AlignedAlloc(3 * 4096, 4096);
    new Span<byte>(ram, 3 * 4096).Clear();
    ((uint*)ram)[1] = 0x8000_1001;
    ((uint*)(ram + 4096))[2] = 0x8000_2003;

    PhysicalAddress root = new(0x8000_0000);
    LinearMemory memory = new(ram, root, new ByteCount(3 * 4096));
    Pages pages = default;
    HardwareWalk.WalkLeaves(memory, root, new VirtualAddress(0), new VirtualAddress(uint.MaxValue), ref pages);

    Translation translation = HardwareWalk.Translate(memory, root, new VirtualAddress(0x0040_2abc));
    Console.WriteLine($"{pages.Seen} page, {translation.Result}, 0x{translation.Address.Value:x}, writable: {new Pte((uint)translation.Entry).Write}");
    NativeMemory.AlignedFree(ram);
}

internal struct Pages : ILeafVisitor
{
    public int Seen;

    public bool Leaf(VirtualAddress address, PhysicalAddress target, int shift, ulong entry, AccessRights rights)
    {
        Seen++;
        return true;
    }

    public readonly bool TableMissing(VirtualAddress address, PhysicalAddress table, int shift) => true;
}
