#include "SealedAllocator.h"

#if PRODROME_BOARD

#include <errno.h>
#include <stdint.h>
#include <string.h>

// libgpiod takes 3.4 kB to set up (measured); nothing else allocates.
#define ARENA_BYTES (64 * 1024)
#define ALIGNMENT 16

static _Alignas(4096) unsigned char arena[ARENA_BYTES];
static size_t used;
static bool sealed;

// Every block follows its length, so that realloc knows how much to copy.
struct heading {
  _Alignas(ALIGNMENT) size_t byte_count;
};

void linux_seal_memory(void) { sealed = true; }

bool linux_is_memory_sealed(void) { return sealed; }

size_t linux_allocated_bytes(void) { return used; }

static void *allocate(size_t alignment, size_t byte_count) {
  // A later allocation is a broken promise, not a condition to recover from.
  if (sealed) { __builtin_trap(); }
  if (alignment < ALIGNMENT) { alignment = ALIGNMENT; }
  const uintptr_t base = (uintptr_t)arena;
  const uintptr_t start = (base + used + sizeof(struct heading) + alignment - 1) & ~(uintptr_t)(alignment - 1);
  const size_t offset = start - base;
  if (offset > ARENA_BYTES || byte_count > ARENA_BYTES - offset) {
    errno = ENOMEM;
    return NULL;
  }
  struct heading *heading = (struct heading *)start - 1;
  heading->byte_count = byte_count;
  used = offset + byte_count;
  return (void *)start;
}

void *malloc(size_t byte_count) { return allocate(ALIGNMENT, byte_count); }

// Blocks are not taken back: the program starts once, and what starting frees is little. After sealing a library may still
// free what it allocated before.
void free(void *block) { (void)block; }

void *calloc(size_t count, size_t size) {
  size_t byte_count;
  if (__builtin_mul_overflow(count, size, &byte_count)) {
    errno = ENOMEM;
    return NULL;
  }
  // The arena is zero and blocks are not used twice.
  return allocate(ALIGNMENT, byte_count);
}

void *realloc(void *block, size_t byte_count) {
  void *moved = allocate(ALIGNMENT, byte_count);
  if (block == NULL || moved == NULL) { return moved; }
  const size_t old = ((struct heading *)block - 1)->byte_count;
  return memcpy(moved, block, old < byte_count ? old : byte_count);
}

void *aligned_alloc(size_t alignment, size_t byte_count) { return allocate(alignment, byte_count); }

void *memalign(size_t alignment, size_t byte_count) { return allocate(alignment, byte_count); }

int posix_memalign(void **block, size_t alignment, size_t byte_count) {
  void *start = allocate(alignment, byte_count);
  if (start == NULL) { return ENOMEM; }
  *block = start;
  return 0;
}

#else

void linux_seal_memory(void) {}

bool linux_is_memory_sealed(void) { return false; }

size_t linux_allocated_bytes(void) { return 0; }

#endif
