// What the kernel of this machine takes for the same work: kernel OPERATION THREADS PAGES prints the nanoseconds for each page.
//
// The memory is anonymous, private and without huge pages. Each thread works on a mapping of its own; all begin together, and what
// counts is the wall time until the last one is through, divided by the pages of all of them. Nothing is measured but the calls.

#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PAGE 4096UL
#define MAX_THREADS 64

struct work {
    char *memory;
    char *target;          // where mremap moves it
    unsigned char *vector; // of mincore
    size_t bytes;
    int forks;             // before it is measured
    pid_t child;
    int pipe[2];
    double start, end;
};

struct operation {
    const char *name;
    void (*before)(struct work *);
    void (*measured)(struct work *);
};

static pthread_barrier_t start_line;
static const struct operation *operation;

static void die(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static void *reserve(size_t bytes)
{
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        die("mmap");
    madvise(memory, bytes, MADV_NOHUGEPAGE);
    return memory;
}

static void touch(struct work *w)
{
    for (size_t i = 0; i < w->bytes; i += PAGE)
        ((volatile char *)w->memory)[i] = 1;
}

static void fork_now(struct work *w)
{
    w->child = fork();
    if (w->child < 0)
        die("fork");
    if (w->child == 0)
        _exit(0);
}

// The child stays, so that the pages stay shared: it ends when the pipe is closed.
static void fork_and_stay(struct work *w)
{
    if (pipe(w->pipe))
        die("pipe");
    w->child = fork();
    if (w->child < 0)
        die("fork");
    if (w->child == 0) {
        char c;
        close(w->pipe[1]);
        _exit(read(w->pipe[0], &c, 1) != 0);
    }
    close(w->pipe[0]);
}

static void protect(struct work *w)
{
    if (mprotect(w->memory, w->bytes, PROT_READ))
        die("mprotect");
}

// One page off: at the distance of whole tables the kernel moves tables instead of pages.
static void move(struct work *w)
{
    if (mremap(w->memory, w->bytes, w->bytes, MREMAP_MAYMOVE | MREMAP_FIXED, w->target) == MAP_FAILED)
        die("mremap");
}

static void dontneed(struct work *w)
{
    if (madvise(w->memory, w->bytes, MADV_DONTNEED))
        die("madvise");
}

static void unmap(struct work *w)
{
    if (munmap(w->memory, w->bytes))
        die("munmap");
}

static void in_core(struct work *w)
{
    if (mincore(w->memory, w->bytes, w->vector))
        die("mincore");
}

static const struct operation operations[] = {
    { "fault", NULL, touch },      { "fork", touch, fork_now },      { "cow", touch, touch },       { "mprotect", touch, protect },
    { "mremap", touch, move },     { "dontneed", touch, dontneed },  { "munmap", touch, unmap },    { "mincore", touch, in_core },
};

static double nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

// Memory that the kernel need not give any more.
static unsigned char *touched(size_t bytes)
{
    unsigned char *memory = malloc(bytes);
    return memory ? memset(memory, 0xff, bytes) : NULL;
}

static void prepare(struct work *w)
{
    size_t bytes = w->bytes;

    w->memory = reserve(bytes);
    if (operation->measured == move)
        w->target = (char *)reserve(bytes + 3 * (2UL << 20)) + PAGE;
    if (operation->measured == in_core && !(w->vector = touched(bytes / PAGE)))
        die("malloc");
    if (operation->before)
        operation->before(w);
    if (operation->measured == move && ((size_t)w->target & ((2UL << 20) - 1)) == ((size_t)w->memory & ((2UL << 20) - 1)))
        w->target += PAGE;
}

// Each thread makes ready what it works on, so that it is as near as a program's own memory is, and reads the clock itself: who waits for
// it may be woken when it is through.
static void *run(void *argument)
{
    struct work *w = argument;

    prepare(w);
    pthread_barrier_wait(&start_line);
    if (w->forks)
        fork_and_stay(w);
    pthread_barrier_wait(&start_line);
    w->start = nanoseconds();
    operation->measured(w);
    w->end = nanoseconds();
    return NULL;
}

int main(int count, char **words)
{
    static struct work work[MAX_THREADS];
    pthread_t threads[MAX_THREADS];
    const struct operation *end = operations + sizeof operations / sizeof *operations;
    int n = count == 4 ? atoi(words[2]) : 0;
    size_t pages = count == 4 ? strtoul(words[3], NULL, 10) : 0;

    operation = operations;
    while (operation < end && (count != 4 || strcmp(operation->name, words[1])))
        operation++;
    if (operation == end || n < 1 || n > MAX_THREADS || pages < (size_t)n) {
        fprintf(stderr, "usage: kernel fault|fork|cow|mprotect|mremap|dontneed|munmap|mincore THREADS PAGES\n");
        return 2;
    }

    for (int i = 0; i < n; i++)
        work[i].bytes = pages / n * PAGE;
    work[0].forks = !strcmp(operation->name, "cow");

    pthread_barrier_init(&start_line, NULL, n);
    for (int i = 0; i < n; i++)
        if ((errno = pthread_create(&threads[i], NULL, run, &work[i])))
            die("pthread_create");
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);

    double start = work[0].start, end_of_last = work[0].end;
    for (int i = 1; i < n; i++) {
        start = work[i].start < start ? work[i].start : start;
        end_of_last = work[i].end > end_of_last ? work[i].end : end_of_last;
    }

    if (work[0].forks)
        close(work[0].pipe[1]);
    while (wait(NULL) > 0 || errno == EINTR)
        ;

    // A fork copies the pages of all threads.
    double times = !strcmp(operation->name, "fork") ? n : 1;
    printf("%.3f\n", (end_of_last - start) / ((double)(pages / n * n) * times));
    return 0;
}
