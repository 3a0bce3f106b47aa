// Runs sequences of memory calls against the kernel of this machine and says what came of each. Reads sequences from its
// input until that ends; each runs in a fork of its own, so that all begin alike.
//
// In:  header { count, limit on locked memory, pages that may be mapped beyond what is at the beginning or 0 for any number,
//      limit on stacks, mappings that are there beside all others }, then count calls of six words { op, a, b, c, d, e }.
// Out: first { end of the heap, limit on locked memory, mappings, 0 } and the mappings;
//      for each call, { result, value, mappings, bytes } and then the mappings, five words each, and the bytes of mincore's
//      vector, padded to words. At the end of a sequence { END, 0, 0, 0 }, or { END, why, 0, 0 } where it died on the way.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MMAP, MUNMAP, MPROTECT, MREMAP, MADVISE, MLOCK2, MUNLOCK, MLOCKALL, MUNLOCKALL, BRK, MINCORE, LOAD, STORE, FORK, EXIT };

#define MAX_CALLS 4096
#define END 0x444e45
#define SIGNALLED 1000
#define CROWD 0x200000000000

typedef struct { uint64_t op, a[5]; } call;
typedef struct { uint64_t start, end, rights, offset, inode; } mapping;

static call calls[MAX_CALLS];
static unsigned char vector[1 << 16];
static mapping mappings[4096];
static char text[1 << 18];
static char out[1 << 20];
static size_t pending;
static sigjmp_buf escape;
static int maps = -1;
static uint64_t crowd;

static void flush(void) {
    for (size_t done = 0; done < pending;) {
        ssize_t n = write(1, out + done, pending - done);
        if (n <= 0) _exit(3);
        done += (size_t)n;
    }
    pending = 0;
}

static void put(const void *from, size_t bytes) {
    if (pending + bytes > sizeof out) flush();
    memcpy(out + pending, from, bytes);
    pending += bytes;
}

static int get(void *to, size_t bytes) {
    for (size_t done = 0; done < bytes;) {
        ssize_t n = read(0, (char *)to + done, bytes - done);
        if (n <= 0) return 0;
        done += (size_t)n;
    }
    return 1;
}

static void on_signal(int signal) { siglongjmp(escape, signal); }

static const char *number(const char *at, int base, uint64_t *value) {
    for (*value = 0;; at++) {
        int digit = *at >= '0' && *at <= '9' ? *at - '0' : *at >= 'a' && *at <= 'f' ? *at - 'a' + 10 : 99;
        if (digit >= base) return at;
        *value = *value * (uint64_t)base + (uint64_t)digit;
    }
}

static size_t read_mappings(void) {
    size_t length = 0, count = 0;
    lseek(maps, 0, SEEK_SET);
    for (ssize_t n; (!crowd || length < 1 << 15) && (n = read(maps, text + length, sizeof text - 1 - length)) > 0;) length += (size_t)n;
    while (length > 0 && text[length - 1] != '\n') length--;
    text[length] = 0;
    for (const char *at = text; *at && count < sizeof mappings / sizeof *mappings; at = strchr(at, '\n') + 1) {
        mapping *m = &mappings[count++];
        uint64_t ignored;
        at = number(at, 16, &m->start);
        at = number(at + 1, 16, &m->end);
        m->rights = (uint64_t)((at[1] == 'r') | (at[2] == 'w') << 1 | (at[3] == 'x') << 2 | (at[4] == 's') << 3);
        at = number(at + 6, 16, &m->offset);
        at = number(at + 1, 16, &ignored);
        at = number(at + 1, 16, &ignored);
        at = number(at + 1, 10, &m->inode);
        if (m->start >> 63) count--;
        if (crowd && m->start >= CROWD) return count - 1;
    }
    return count;
}

static void open_maps(void) {
    if (maps >= 0) close(maps);
    maps = open("/proc/self/maps", O_RDONLY);
    if (maps < 0) _exit(4);
}

static int64_t touch(const call *c, uint64_t *value) {
    int signal = sigsetjmp(escape, 1);
    if (signal) return -SIGNALLED - signal;
    volatile uint64_t *word = (volatile uint64_t *)c->a[0];
    if (c->op == LOAD) *value = *word;
    else *word = c->a[1];
    return 0;
}

static int64_t carry_out(const call *c, uint64_t *value, uint64_t *bytes) {
    static const int numbers[] = { SYS_mmap, SYS_munmap, SYS_mprotect, SYS_mremap, SYS_madvise, SYS_mlock2, SYS_munlock, SYS_mlockall,
                                   SYS_munlockall, SYS_brk, SYS_mincore };
    const uint64_t *a = c->a;
    long result;
    switch (c->op) {
        case LOAD: case STORE: return touch(c, value);
        case MMAP: result = syscall(SYS_mmap, a[0], a[1], a[2], a[3], -1L, 0L); break;
        case MINCORE:
            memset(vector, 0xee, sizeof vector);
            result = syscall(SYS_mincore, a[0], a[1], vector);
            *bytes = result == 0 ? (a[1] + 4095) / 4096 : 0;
            break;
        default: result = syscall(numbers[c->op], a[0], a[1], a[2], a[3], a[4]);
    }
    return result == -1 ? -errno : result;
}

static void report(int64_t result, uint64_t value, uint64_t bytes) {
    uint64_t count = read_mappings();
    uint64_t head[4] = { (uint64_t)result, value, count, bytes };
    put(head, sizeof head);
    put(mappings, count * sizeof *mappings);
    put(vector, (bytes + 7) & ~(size_t)7);
}

static size_t after_exit(size_t at, size_t count) {
    for (int depth = 0; at < count; at++) {
        if (calls[at].op == FORK) depth++;
        else if (calls[at].op == EXIT && --depth == 0) return at + 1;
    }
    return count;
}

// In a child the rest of the sequence goes on until its matching exit; the parent waits and goes on behind that.
// A child that was killed has not said all it had to: neither can its parent.
static void wait_for(pid_t child) {
    int status;
    waitpid(child, &status, 0);
    if (status) _exit(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
}

static void run(size_t count) {
    int depth = 0;
    for (size_t at = 0; at < count; at++) {
        const call *c = &calls[at];
        uint64_t value = 0, bytes = 0;
        if (c->op == EXIT) {
            if (depth > 0) break;
            continue;
        }
        if (c->op != FORK) {
            int64_t result = carry_out(c, &value, &bytes);
            report(result, value, bytes);
            continue;
        }
        flush();
        long child = syscall(SYS_fork);
        if (child == 0) {
            depth++;
            open_maps();
            report(0, 0, 0);
            continue;
        }
        if (child < 0) report(-errno, 0, 0);
        else wait_for((pid_t)child);
        open_maps();
        at = after_exit(at, count) - 1;
    }
    flush();
    if (depth > 0) _exit(0);
}

static uint64_t mapped_pages(void) {
    char size[32] = { 0 };
    int statm = open("/proc/self/statm", O_RDONLY);
    if (statm < 0 || read(statm, size, sizeof size - 1) <= 0) _exit(5);
    close(statm);
    uint64_t pages;
    number(size, 10, &pages);
    return pages;
}

// Mappings that nobody else is about, as every second of their pages is protected otherwise. They are made once, and then inherited.
static void be_crowded(uint64_t mappings) {
    if (mappings == crowd) return;
    crowd = mappings;
    char *first = mmap((void *)CROWD, crowd * 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0);
    for (uint64_t page = 0; page < crowd; page += 2)
        if (mprotect(first + page * 4096, 4096, PROT_READ)) _exit(6);
}

// Lowers a limit; where it is lower already it stays. Gives up what a user has not, and huge pages, however the kernel is set.
static uint64_t limit(uint64_t memlock, uint64_t more, uint64_t stack) {
    struct rlimit limit = { stack, stack };
    setrlimit(RLIMIT_STACK, &limit);
    limit.rlim_cur = limit.rlim_max = (mapped_pages() + more) * 4096;
    if (more) setrlimit(RLIMIT_AS, &limit);
    limit.rlim_cur = limit.rlim_max = memlock;
    setrlimit(RLIMIT_MEMLOCK, &limit);
    getrlimit(RLIMIT_MEMLOCK, &limit);
    struct rlimit no_core = { 0, 0 };
    setrlimit(RLIMIT_CORE, &no_core);
    struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
    struct __user_cap_data_struct none[2] = { { 0, 0, 0 }, { 0, 0, 0 } };
    syscall(SYS_capset, &header, none);
    prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
    return limit.rlim_cur;
}

static void one(const uint64_t *head) {
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_NODEFER };
    sigaction(SIGSEGV, &action, 0);
    sigaction(SIGBUS, &action, 0);
    char room[1 << 15];
    memset(room, 1, sizeof room);
    __asm__ volatile("" : : "r"(room) : "memory");
    uint64_t limited = limit(head[1], head[2], head[3]);
    open_maps();
    report((int64_t)(uintptr_t)sbrk(0), limited, 0);
    run(head[0]);
    uint64_t end[4] = { END, 0, 0, 0 };
    put(end, sizeof end);
    flush();
    _exit(0);
}

int main(void) {
    for (uint64_t head[5]; get(head, sizeof head);) {
        if (head[0] > MAX_CALLS || !get(calls, head[0] * sizeof *calls)) return 2;
        be_crowded(head[4]);
        pid_t child = fork();
        if (child == 0) one(head);
        int status;
        waitpid(child, &status, 0);
        uint64_t died[4] = { END, (uint64_t)(WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status)), 0, 0 };
        if (status) put(died, sizeof died), flush();
    }
    return 0;
}
