// What of C Swift cannot call by itself: variadic functions, macros, errno. Nothing here decides anything.
#ifndef PRODROME_CLINUX_H
#define PRODROME_CLINUX_H

#include "Clock.h"
#include "Devices.h"
#include "Files.h"
#include "Privileges.h"
#include "SealedAllocator.h"
#include "Threads.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#if PRODROME_BOARD
#include <gpiod.h>
#endif

/// The error of the call that failed last.
static inline int linux_error(void) { return errno; }

/// Opens an existing file for reading; a link in the last place of the path is refused.
/// Returns a descriptor, or -1.
static inline int linux_open_for_reading(const char *path) {
  return open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
}

/// Bytes of a regular file, or -1; anything else is EINVAL.
static inline int64_t linux_file_bytes(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) { return -1; }
  if (!S_ISREG(status.st_mode)) {
    errno = EINVAL;
    return -1;
  }
  return status.st_size;
}

/// Maps a file read-only with all its pages in memory; null if that fails.
static inline const void *linux_map_for_reading(int descriptor, size_t byte_count) {
  void *start = mmap(NULL, byte_count, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
  return start == MAP_FAILED ? NULL : start;
}

/// Reads once, going on after a signal; -1 on an error, 0 at the end.
static inline ssize_t linux_read(int descriptor, void *bytes, size_t byte_count) {
  ssize_t result;
  do {
    result = read(descriptor, bytes, byte_count);
  } while (result < 0 && errno == EINTR);
  return result;
}

/// Writes once, going on after a signal; -1 on an error.
static inline ssize_t linux_write(int descriptor, const void *bytes, size_t byte_count) {
  ssize_t result;
  do {
    result = write(descriptor, bytes, byte_count);
  } while (result < 0 && errno == EINTR);
  return result;
}

#endif
