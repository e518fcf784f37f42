#define _GNU_SOURCE
#include "Threads.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PAGE_BYTES 4096
#define STACK_BYTES (256 * 1024)
#define THREADS 2

// Only pages that are used become resident. The lowest page is never mapped in: an overflow stops the program.
static _Alignas(65536) unsigned char stacks[THREADS][STACK_BYTES];

struct start {
  void (*body)(void *);
  void *context;
};
static struct start starts[THREADS];

static void *begin(void *argument) {
  const struct start *start = argument;
  start->body(start->context);
  return NULL;
}

static int attempt(int number, int priority, int processor) {
  pthread_attr_t attributes;
  pthread_t thread;
  int error = pthread_attr_init(&attributes);
  if (error == 0) { error = pthread_attr_setstack(&attributes, stacks[number], STACK_BYTES); }
  if (error == 0) { error = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED); }
  if (error == 0) { error = pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED); }
  if (error == 0) { error = pthread_attr_setschedpolicy(&attributes, priority > 0 ? SCHED_FIFO : SCHED_OTHER); }
  const struct sched_param parameters = {.sched_priority = priority};
  if (error == 0) { error = pthread_attr_setschedparam(&attributes, &parameters); }
  if (error == 0) { error = pthread_create(&thread, &attributes, begin, &starts[number]); }
  if (error == 0 && processor >= 0) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    // A wish: without it the thread runs wherever there is room.
    pthread_setaffinity_np(thread, sizeof set, &set);
  }
  return error;
}

int linux_start_thread(
    int number, void (*body)(void *context), void *context, int priority, int processor, bool *got_priority) {
  if (number < 0 || number >= THREADS) { return EINVAL; }
  const size_t page = getauxval(AT_PAGESZ);
  if (page < PAGE_BYTES || STACK_BYTES % page != 0) { return EINVAL; }
  if (mprotect(stacks[number], page, PROT_NONE) != 0) { return errno; }
  starts[number] = (struct start){body, context};
  int error = priority > 0 ? attempt(number, priority, processor) : EPERM;
  *got_priority = error == 0;
  if (error == EPERM) { error = attempt(number, 0, processor); }
  return error;
}

int linux_set_priority(int priority) {
  const struct sched_param parameters = {.sched_priority = priority};
  // Not by the library: musl's refuses, since its threads are no processes of POSIX.
  return syscall(SYS_sched_setscheduler, 0, SCHED_FIFO, &parameters) == 0 ? 0 : errno;
}

int linux_processor_count(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) { return 1; }
  return CPU_COUNT(&set);
}

int linux_lock_memory(void) {
  extern const char __executable_start[], etext[];
  if (mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) != 0) { return errno; }
  // Page by page: between the segments there are addresses without memory.
  int locked = 0;
  for (uintptr_t page = (uintptr_t)__executable_start & ~(uintptr_t)(PAGE_BYTES - 1); page < (uintptr_t)etext;
       page += PAGE_BYTES) {
    if (mlock((const void *)page, PAGE_BYTES) == 0) { locked++; }
  }
  return locked > 0 ? 0 : ENOMEM;
}

void linux_release_zero_pages(void *start, size_t byte_count) {
  const uintptr_t end = (uintptr_t)start + byte_count;
  for (uintptr_t page = (uintptr_t)start; page + PAGE_BYTES <= end; page += PAGE_BYTES) {
    const uint64_t *words = (const uint64_t *)page;
    size_t i = 0;
    while (i < PAGE_BYTES / sizeof *words && words[i] == 0) { i++; }
    if (i == PAGE_BYTES / sizeof *words) { madvise((void *)page, PAGE_BYTES, MADV_DONTNEED); }
  }
}

void linux_release_unused_stack(void) {
  struct rlimit limit;
  const uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  // What lies closer than this may be in use by this very call.
  const uintptr_t margin = 4 * PAGE_BYTES;
  const uintptr_t most = 4 * 1024 * 1024;
  // Otherwise the kernel may, at any time, put one huge page of 2 MiB where a few small ones are in use.
  prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
  if (getrlimit(RLIMIT_STACK, &limit) != 0) { return; }
  // No further than half of the stack: its end is never passed, however much lies above the caller. Behind it, where a kernel or
  // an emulator leaves no gap, is other memory.
  const uintptr_t room = limit.rlim_cur / 2 < most ? (uintptr_t)(limit.rlim_cur / 2) : most;
  const uintptr_t end = (here - margin) & ~(uintptr_t)(PAGE_BYTES - 1);
  // Pages that the stack has not grown to are not mapped, which ends the call early and harms nothing; so go from the top.
  for (uintptr_t page = end - PAGE_BYTES; here - page < room; page -= PAGE_BYTES) {
    if (madvise((void *)page, PAGE_BYTES, MADV_DONTNEED) != 0) { return; }
  }
}
