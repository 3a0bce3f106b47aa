// The C side of the comparison: the x86-64 walk as a kernel writes it. Entries are read once, through volatile. Nothing here
// checks that a table lies inside the memory, because a kernel's __va does not either: the C# side does, and is not excused.

#include <stdbool.h>
#include <stdint.h>

typedef uint64_t entry_t;

#define READ_ONCE(slot) (*(const volatile entry_t *)(slot))

#define ENTRIES 512
#define PAGE_SHIFT 12
#define PMD_SHIFT 21
#define PUD_SHIFT 30
#define PGD_SHIFT 39

#define VALID 0x1ULL
#define LEAF 0x80ULL
#define PRESENT 0x101ULL
#define DIRTY 0x400000000000040ULL
#define TABLE 0xffffffffff000ULL

// A linear piece of physical memory, as LinearMemory is.
struct memory {
    char *origin;
    uint64_t start;
};

struct counts {
    uint64_t present;
    uint64_t dirty;
};

static inline const entry_t *table_at(const struct memory *memory, uint64_t physical)
{
    return (const entry_t *)(memory->origin + (physical - memory->start));
}

static inline unsigned int index_of(uint64_t address, int shift)
{
    return (address >> shift) & (ENTRIES - 1);
}

// Where the entry of this level ends, or the range. Comparing the last addresses keeps an end of 0 meaning 2^64.
static inline uint64_t entry_end(uint64_t address, uint64_t end, int shift)
{
    uint64_t boundary = (address + (1ULL << shift)) & ~((1ULL << shift) - 1);
    return boundary - 1 < end - 1 ? boundary : end;
}

static inline bool is_table(entry_t entry)
{
    return (entry & (VALID | LEAF)) == VALID;
}

// ---- Once with a function pointer per callback ------------------------------------------------------------------------------

struct walk;

struct walk_ops {
    int (*pgd_entry)(const entry_t *slot, uint64_t address, uint64_t next, struct walk *walk);
    int (*pud_entry)(const entry_t *slot, uint64_t address, uint64_t next, struct walk *walk);
    int (*pmd_entry)(const entry_t *slot, uint64_t address, uint64_t next, struct walk *walk);
    int (*pte_entry)(const entry_t *slot, uint64_t address, uint64_t next, struct walk *walk);
    int (*pte_hole)(uint64_t address, uint64_t next, struct walk *walk);
};

struct walk {
    const struct walk_ops *ops;
    const struct memory *memory;
    void *private;
};

static int walk_ptes(entry_t pmd, uint64_t address, uint64_t end, struct walk *walk)
{
    const struct walk_ops *ops = walk->ops;
    const entry_t *pte = table_at(walk->memory, pmd & TABLE) + index_of(address, PAGE_SHIFT);
    for (;;) {
        int error = ops->pte_entry(pte, address, address + (1ULL << PAGE_SHIFT), walk);
        if (error)
            return error;
        address += 1ULL << PAGE_SHIFT;
        if (address == end)
            return 0;
        pte++;
    }
}

#define WALK_LEVEL(name, shift, callback, below)                                                              \
    static int name(const entry_t *slot, uint64_t address, uint64_t end, struct walk *walk)                   \
    {                                                                                                         \
        const struct walk_ops *ops = walk->ops;                                                               \
        uint64_t next;                                                                                        \
        for (;; slot++, address = next) {                                                                     \
            int error = 0;                                                                                    \
            next = entry_end(address, end, shift);                                                            \
            entry_t entry = READ_ONCE(slot);                                                                  \
            if (!entry) {                                                                                     \
                if (ops->pte_hole)                                                                            \
                    error = ops->pte_hole(address, next, walk);                                               \
            } else {                                                                                          \
                if (ops->callback)                                                                            \
                    error = ops->callback(slot, address, next, walk);                                         \
                if (!error && is_table(entry))                                                                \
                    error = below;                                                                            \
            }                                                                                                 \
            if (error || next == end)                                                                         \
                return error;                                                                                 \
        }                                                                                                     \
    }

#define BELOW(walker, shift) walker(table_at(walk->memory, entry & TABLE) + index_of(address, shift), address, next, walk)

WALK_LEVEL(walk_pmds, PMD_SHIFT, pmd_entry, walk_ptes(entry, address, next, walk))
WALK_LEVEL(walk_puds, PUD_SHIFT, pud_entry, BELOW(walk_pmds, PMD_SHIFT))
WALK_LEVEL(walk_pgds, PGD_SHIFT, pgd_entry, BELOW(walk_puds, PUD_SHIFT))

static int count_entry(const entry_t *slot, uint64_t address, uint64_t next, struct walk *walk)
{
    struct counts *counts = walk->private;
    entry_t entry = READ_ONCE(slot);
    (void)address;
    (void)next;
    if (entry & PRESENT) {
        counts->present++;
        counts->dirty += (entry & DIRTY) != 0;
    }
    return 0;
}

// The same in words for which gcc emits no branch. The one above branches on dirty, which is random here, and pays for it.
static int count_entry_branch_free(const entry_t *slot, uint64_t address, uint64_t next, struct walk *walk)
{
    struct counts *counts = walk->private;
    entry_t entry = READ_ONCE(slot);
    (void)address;
    (void)next;
    counts->present += (entry & PRESENT) != 0;
    counts->dirty += (entry & PRESENT) != 0 && (entry & DIRTY) != 0;
    return 0;
}

// Not static and not const: the compiler must not know what will be called, as it does not in a kernel.
struct walk_ops count_ops = { .pte_entry = count_entry };
struct walk_ops count_ops_branch_free = { .pte_entry = count_entry_branch_free };

static int walk_with(const struct walk_ops *ops, const struct memory *memory, uint64_t root, uint64_t start, uint64_t end,
                     struct counts *counts)
{
    struct walk walk = { ops, memory, counts };
    return walk_pgds(table_at(memory, root) + index_of(start, PGD_SHIFT), start, end, &walk);
}

int walk_callback(const struct memory *memory, uint64_t root, uint64_t start, uint64_t end, struct counts *counts)
{
    return walk_with(&count_ops, memory, root, start, end, counts);
}

int walk_callback_branch_free(const struct memory *memory, uint64_t root, uint64_t start, uint64_t end, struct counts *counts)
{
    return walk_with(&count_ops_branch_free, memory, root, start, end, counts);
}

// ---- Once inlined by hand ---------------------------------------------------------------------------------------------------

int walk_inlined(const struct memory *memory, uint64_t root, uint64_t start, uint64_t end, struct counts *counts)
{
    uint64_t present = 0, dirty = 0;
    for (uint64_t pgd_next, at = start;; at = pgd_next) {
        pgd_next = entry_end(at, end, PGD_SHIFT);
        entry_t pgd = READ_ONCE(table_at(memory, root) + index_of(at, PGD_SHIFT));
        if (is_table(pgd)) {
            const entry_t *puds = table_at(memory, pgd & TABLE);
            for (uint64_t pud_next, pud_at = at;; pud_at = pud_next) {
                pud_next = entry_end(pud_at, pgd_next, PUD_SHIFT);
                entry_t pud = READ_ONCE(puds + index_of(pud_at, PUD_SHIFT));
                if (is_table(pud)) {
                    const entry_t *pmds = table_at(memory, pud & TABLE);
                    for (uint64_t pmd_next, pmd_at = pud_at;; pmd_at = pmd_next) {
                        pmd_next = entry_end(pmd_at, pud_next, PMD_SHIFT);
                        entry_t pmd = READ_ONCE(pmds + index_of(pmd_at, PMD_SHIFT));
                        if (is_table(pmd)) {
                            const entry_t *pte = table_at(memory, pmd & TABLE) + index_of(pmd_at, PAGE_SHIFT);
                            const entry_t *last = pte + ((pmd_next - pmd_at) >> PAGE_SHIFT);
                            for (; pte != last; pte++) {
                                entry_t entry = READ_ONCE(pte);
                                if (entry & PRESENT) {
                                    present++;
                                    dirty += (entry & DIRTY) != 0;
                                }
                            }
                        }
                        if (pmd_next == pud_next)
                            break;
                    }
                }
                if (pud_next == pgd_next)
                    break;
            }
        }
        if (pgd_next == end)
            break;
    }
    counts->present = present;
    counts->dirty = dirty;
    return 0;
}

// ---- Translation ------------------------------------------------------------------------------------------------------------

enum { MAPPED, NOT_MAPPED, NOT_CANONICAL };

enum { USER = 1, WRITE = 2, USER_EXECUTE = 4, KERNEL_EXECUTE = 8, READ = 16 };

struct translation {
    int result;
    uint64_t address;
    int shift;
    entry_t entry;
    int rights;
};

static inline struct translation mapped(uint64_t address, int shift, entry_t entry, entry_t all, entry_t any)
{
    uint64_t offset = (1ULL << shift) - 1;
    int rights = READ | (all & 4 ? USER : 0) | (all & 2 ? WRITE : 0) | (any >> 63 ? 0 : USER_EXECUTE | KERNEL_EXECUTE);
    return (struct translation){ MAPPED, (entry & TABLE & ~offset) | (address & offset), shift, entry, rights };
}

static struct translation translate(const struct memory *memory, uint64_t root, uint64_t address)
{
    if ((uint64_t)((int64_t)(address << 16) >> 16) != address)
        return (struct translation){ .result = NOT_CANONICAL };

    entry_t all = ~0ULL, any = 0;
    uint64_t table = root;
    for (int shift = PGD_SHIFT;; shift -= 9) {
        entry_t entry = READ_ONCE(table_at(memory, table) + index_of(address, shift));
        if (!(entry & VALID) || (shift == PGD_SHIFT && (entry & LEAF)))
            return (struct translation){ .result = NOT_MAPPED, .shift = shift, .entry = entry };
        all &= entry;
        any |= entry;
        if (shift == PAGE_SHIFT || (entry & LEAF))
            return mapped(address, shift, entry, all, any);
        table = entry & TABLE;
    }
}

// Folds all that a translation says into one number, so that none of it can be left out.
uint64_t translate_all(const struct memory *memory, uint64_t root, const uint64_t *addresses, uint64_t count)
{
    uint64_t sum = 0;
    for (uint64_t index = 0; index < count; index++) {
        struct translation translation = translate(memory, root, addresses[index]);
        if (translation.result == MAPPED)
            sum += translation.address + (uint64_t)translation.rights;
    }
    return sum;
}
