// The sealed allocator's promises, run as a program for a board: exit code 0 if it keeps them before the seal. With any
// argument it then allocates after the seal, which must stop it with a signal.
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "SealedAllocator.h"

static int check(int holds, int number) { return holds ? 0 : number; }

int main(int count, char **arguments) {
  (void)arguments;
  int wrong = 0;
  char *first = malloc(10);
  char *second = malloc(10);
  wrong |= check(first != NULL && second != NULL && second - first >= 10, 1);
  memcpy(first, "unchanged", 10);
  char *moved = realloc(first, 1000);
  wrong |= check(moved != NULL && memcmp(moved, "unchanged", 10) == 0, 2);
  uint64_t *zeros = calloc(4, 8);
  wrong |= check(zeros != NULL && (zeros[0] | zeros[1] | zeros[2] | zeros[3]) == 0, 4);
  void *aligned = aligned_alloc(256, 8);
  wrong |= check(aligned != NULL && (uintptr_t)aligned % 256 == 0, 8);
  errno = 0;
  wrong |= check(malloc(1 << 20) == NULL && errno == ENOMEM, 16);
  volatile size_t huge = SIZE_MAX / 2;
  wrong |= check(calloc(huge, 4) == NULL, 32);
  linux_seal_memory();
  free(second);
  wrong |= check(linux_is_memory_sealed() && linux_allocated_bytes() > 1000, 64);
  if (count > 1) {
    void *volatile late = malloc(1);
    return late == NULL ? 101 : 102;
  }
  return wrong;
}
