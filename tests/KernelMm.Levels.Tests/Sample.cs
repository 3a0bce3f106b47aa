namespace KernelMm.Levels.Tests;

/// <summary>A small level file for a machine that nobody built: three levels, pages of 2 KiB, 48 bits used of each entry.</summary>
internal static class Sample
{
    public const string Name = "toy";

    public const string Text = """
        description: a toy
        source: nobody's manual
        namespace: Toy
        page_shift: 11
        entry_bits: 64
        virtual_address: { bits: 38, rule: zero_extend }
        physical_address_bits: 40
        root: { register: TBR, address: "39:11", elf_machine: 7, mode: TCR.3:2=2 }
        parameters:
          hardened: { default: true, doc: "a switch" }
          width: { default: 3, doc: "a number" }
        fields:
          - { name: valid, bits: "0", manual: V, linux: _PAGE_VALID, doc: valid }
          - { name: write, bits: "1", doc: writable }
          - { name: dirty, bits: "2", in: [leaf], doc: written to }
          - { name: clean, bits: "2", in: [leaf], alias_of: dirty, doc: its contrary }
          - { name: block, bits: "3", levels: [pud, pmd], doc: it maps memory }
          - { name: kind, bits: "6:4", in: [leaf], deny: true, doc: a memory type }
        levels:
          - { names: [pgd, p4d, pud], manual: L1, shift: 29, index_bits: 9, leaf: none }
          - { names: [pmd], shift: 20, index_bits: 9, leaf: hardware }
          - { names: [pte], shift: 11, index_bits: 9, leaf: linux }
        address:
          slices: [{ entry: "47:19", at: 11 }]
          inverted: { levels: [pte], when: { not: valid } }
        predicates:
          - levels: [pud, pmd, pte]
            none: zero
            present: valid
          - levels: [pmd]
            leaf: block
          - levels: [pte]
            write: { all: [write, { parameter: hardened }] }
            special: { field: kind, equals: 5 }
            young: { any: [{ mask: 0x30 }, { mask: 0x30, equals: 0x10 }, false] }
        transitions:
          - levels: [pmd, pte]
            mkwrite: [{ set: [write] }, { move: dirty, to: write, when: { not: valid } }]
            mkclean: [{ clear: [dirty, kind] }, { set_mask: 0x1_00 }, { clear_mask: 256 }]
        table_entry: [valid, write]
        protections:
          page_rw: [valid, write]
          page_ro: [valid]
        hardware:
          valid: valid
          leaf:
            - { levels: [pmd], when: block }
            - { levels: [pte], when: true }
          fault:
            - { levels: [pte], when: { field: kind, equals: 7 } }
            - { levels: [pmd, pte], when: { all: [valid, { not: write }] } }
          marked_by: either
          marks: [{ levels: [pmd], table: [{ set: [dirty] }] }, { levels: [pmd, pte], read: [{ set: [kind] }], write: [{ set: [dirty], when: write }] }]
          rights:
            leaf: { write: write, user_execute: true }
        swap:
          levels: [pte]
          type: "5:1"
          offset: { bits: "47:8" }
          flags: { exclusive: 6 }
          pfn_bits: 29
          types:
            - { names: [hwpoison], when: hardened, holds: pfn }
            - { names: [pte_marker], holds: marker }
          markers: { uffd_wp: 0 }
        protection_map: { private: [page_ro, page_ro, page_ro, page_ro, page_ro, page_ro, page_ro, page_ro], shared: [page_ro, page_ro, page_rw, page_rw, page_ro, page_ro, page_rw, page_rw] }
        user_faults: { read: [read, write], write: [write], execute: [execute], denial_is_final: true }

        """;

    /// <summary>The file with one place changed; the place must be there once.</summary>
    public static string With(string old, string replacement)
    {
        int at = Text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0 && Text.IndexOf(old, at + 1, StringComparison.Ordinal) < 0, $"'{old}' must stand in the sample exactly once");
        return Text[..at] + replacement + Text[(at + old.Length)..];
    }
}
