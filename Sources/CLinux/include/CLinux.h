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

/// A copy of a file's first bytes in memory of its own, read-only and, where that is granted, locked; null if that fails, EIO if
/// the file has fewer bytes.
static inline const void *linux_copy_file(int descriptor, size_t byte_count) {
  void *start = mmap(NULL, byte_count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) { return NULL; }
  size_t done = 0;
  ssize_t count = 1;
  while (done < byte_count && count > 0) {
    count = linux_read(descriptor, (char *)start + done, byte_count - done);
    if (count > 0) { done += (size_t)count; }
  }
  if (count == 0) { errno = EIO; }
  if (done == byte_count && mprotect(start, byte_count, PROT_READ) == 0) {
    // Where it is not granted, the bytes stay what they are all the same: they have no file to be fetched from.
    (void)mlock(start, byte_count);
    return start;
  }
  const int error = errno;
  munmap(start, byte_count);
  errno = error;
  return NULL;
}

#endif
