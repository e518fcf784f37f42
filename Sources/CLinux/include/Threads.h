// Threads on static stacks, and what makes them keep time.
#ifndef PRODROME_THREADS_H
#define PRODROME_THREADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Starts thread 0 or 1 on its static stack. Returns 0, or an error number.
///
/// A priority above 0 is one of SCHED_FIFO; where that is not granted the thread runs without, and `got_priority` says so. A
/// processor of -1 is any.
int linux_start_thread(
    int number, void (*body)(void *context), void *context, int priority, int processor, bool *got_priority);

/// Gives the calling thread a priority of SCHED_FIFO. Returns 0, or an error number.
int linux_set_priority(int priority);

/// How many processors the program may use.
int linux_processor_count(void);

/// Locks the program's code and constants in memory now, and every other page as it is first used. Returns 0, or an error number.
int linux_lock_memory(void);

/// Gives back the pages of a private mapping that hold nothing but zeros: they read the same, and cost nothing until written.
void linux_release_zero_pages(void *start, size_t byte_count);

/// Gives back what the start has left below the caller's frame, and has the kernel leave small pages small.
void linux_release_unused_stack(void);

#endif
